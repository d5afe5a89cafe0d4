import { attributes } from "../../codec/attributes.js";

/** For kinds of links that have no attributes of their own in IFLA_INFO_DATA: whatever stands there stays unknown. */
export const noAttributes = attributes("IFLA_INFO_DATA", {});
