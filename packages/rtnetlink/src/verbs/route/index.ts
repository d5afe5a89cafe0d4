/** Routes: RTM_NEWROUTE, RTM_DELROUTE, RTM_GETROUTE. */
export { addRoute, appendRoute, replaceRoute } from "./add.js";
export { deleteRoute } from "./delete.js";
export { getRoute, type RouteQuery } from "./get.js";
export { listRoutes } from "./list.js";
export type {
  MetricName,
  Route,
  RouteFilter,
  RouteIdentity,
  RouteInput,
  RouteMetrics,
  RouteNexthop,
  RouteNexthopInput,
  RoutePreference,
} from "./types.js";
