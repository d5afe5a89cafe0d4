import { ip } from "../codec/address.js";
import type { AttributeOf } from "../codec/attribute-types.js";
import { attr, attributes } from "../codec/attributes.js";
import { headed } from "../codec/headed.js";
import { u16, u32 } from "../codec/integers.js";
import { nested } from "../codec/nested.js";
import { repeated } from "../codec/repeated.js";
import { routeProtocol } from "../route/header.js";
import { brMdbEntry, mdbGroupMode } from "./entry.js";
import { mdbRouterAttributes } from "./router.js";

/** MDBA_MDB_SRCATTR_* from linux/if_bridge.h. */
export const mdbSourceAttributes = attributes("MDBA_MDB_SRCATTR", {
  address: attr(1, ip),
  timer: attr(2, u32), // 1/100 s
});

/** MDBA_MDB_SRCLIST_* from linux/if_bridge.h. */
export const mdbSourceListAttributes = attributes("MDBA_MDB_SRCLIST", {
  entry: attr(1, repeated(nested(() => mdbSourceAttributes))),
});

/** MDBA_MDB_EATTR_* from linux/if_bridge.h; from `dst` on only a VXLAN's database has them. */
export const mdbEntryAttributes = attributes("MDBA_MDB_EATTR", {
  timer: attr(1, u32), // 1/100 s
  srcList: attr(
    2,
    nested(() => mdbSourceListAttributes),
  ),
  groupMode: attr(3, mdbGroupMode),
  source: attr(4, ip),
  rtprot: attr(5, routeProtocol),
  dst: attr(6, ip),
  dstPort: attr(7, u16), // host order, unlike NDA_PORT
  vni: attr(8, u32),
  ifindex: attr(9, u32),
  srcVni: attr(10, u32),
});

/** MDBA_MDB_ENTRY_* from linux/if_bridge.h: the ports of one group. */
export const mdbPortsAttributes = attributes("MDBA_MDB_ENTRY", {
  info: attr(1, repeated(headed(brMdbEntry, () => mdbEntryAttributes))),
});

/** MDBA_MDB_* from linux/if_bridge.h: the groups of a bridge or of a VXLAN. */
export const mdbEntriesAttributes = attributes("MDBA_MDB", {
  entry: attr(1, repeated(nested(() => mdbPortsAttributes))),
});

/** MDBA_* from linux/if_bridge.h, as the kernel answers and tells. Requests: `mdbRequestAttributes`. */
export const mdbAttributes = attributes("MDBA", {
  mdb: attr(
    1,
    nested(() => mdbEntriesAttributes),
  ),
  router: attr(
    2,
    nested(() => mdbRouterAttributes),
  ),
});

/** `{ name: "mdb", value: … } | … | UnknownAttribute`. */
export type MdbAttribute = AttributeOf<typeof mdbAttributes>;
