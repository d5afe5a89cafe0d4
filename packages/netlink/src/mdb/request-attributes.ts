import { ip } from "../codec/address.js";
import type { AttributeOf } from "../codec/attribute-types.js";
import { attr, attributes } from "../codec/attributes.js";
import { s32, u16, u32 } from "../codec/integers.js";
import { nested } from "../codec/nested.js";
import { repeated } from "../codec/repeated.js";
import { routeProtocol } from "../route/header.js";
import { brMdbEntry, mdbGroupMode, mdbState } from "./entry.js";

/** MDBE_SRCATTR_* from linux/if_bridge.h. */
export const mdbeSourceAttributes = attributes("MDBE_SRCATTR", { address: attr(1, ip) });

/** MDBE_SRC_LIST_* from linux/if_bridge.h. */
export const mdbeSourceListAttributes = attributes("MDBE_SRC_LIST", {
  entry: attr(1, repeated(nested(() => mdbeSourceAttributes))),
});

/** MDBE_ATTR_* from linux/if_bridge.h: what else a request says of an entry. */
export const mdbeAttributes = attributes("MDBE_ATTR", {
  source: attr(1, ip),
  srcList: attr(
    2,
    nested(() => mdbeSourceListAttributes),
  ),
  groupMode: attr(3, mdbGroupMode),
  rtprot: attr(4, routeProtocol),
  dst: attr(5, ip),
  dstPort: attr(6, u16), // host order
  vni: attr(7, u32),
  ifindex: attr(8, s32),
  srcVni: attr(9, u32),
  stateMask: attr(10, mdbState),
});

/** MDBA_SET_ENTRY* from linux/if_bridge.h: of an entry to be made, changed or deleted. */
export const mdbRequestAttributes = attributes("MDBA", {
  setEntry: attr(1, brMdbEntry),
  setEntryAttrs: attr(
    2,
    nested(() => mdbeAttributes),
  ),
});

/** MDBA_GET_ENTRY* from linux/if_bridge.h: of an entry asked for, since Linux 6.7. A dump has none. */
export const mdbGetAttributes = attributes("MDBA", {
  getEntry: attr(1, brMdbEntry),
  getEntryAttrs: attr(
    2,
    nested(() => mdbeAttributes),
  ),
});

/** `{ name: "setEntry", value: … } | … | UnknownAttribute`. */
export type MdbRequestAttribute = AttributeOf<typeof mdbRequestAttributes>;
/** `{ name: "getEntry", value: … } | … | UnknownAttribute`. */
export type MdbGetAttribute = AttributeOf<typeof mdbGetAttributes>;
