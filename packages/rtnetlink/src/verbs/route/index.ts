/** Routes: RTM_NEWROUTE, RTM_DELROUTE, RTM_GETROUTE. */
export { addRoute, appendRoute, changeRoute, prependRoute, replaceRoute } from "./add.js";
export { routeRequest } from "./batch-request.js";
export { deleteRoute } from "./delete.js";
export { getRoute, type RouteQuery } from "./get.js";
export { routeInputOf } from "./input-of.js";
export { listRoutes, streamRoutes } from "./list.js";
export type {
  FoundRoute,
  MetricName,
  Route,
  RouteFeature,
  RouteFilter,
  RouteIdentity,
  RouteInput,
  RouteMetrics,
  RouteNexthop,
  RouteNexthopInput,
  RoutePreference,
} from "./types.js";
