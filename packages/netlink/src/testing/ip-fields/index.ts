/**
 * What iproute2's tools print in JSON, field by field, and what our objects say of the same: used by the tests that
 * compare the two. A field that is neither compared nor left out with a reason is a problem.
 */
export { Report, type Scene, type Shown } from "./compare.js";
export type { Link } from "./link.js";
export type { Nexthop } from "./nexthop.js";
export { compareShown } from "./views.js";
