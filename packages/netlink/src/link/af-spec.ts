import { attr, attributes } from "../codec/attributes.js";
import { u8, u32 } from "../codec/integers.js";
import { type Nested, nested } from "../codec/nested.js";
import { enumeration } from "../codec/numbers.js";
import { type SetByFamily, setByFamily } from "../codec/set-by-family.js";
import { bridgeSpecAttributes } from "./bridge.js";
import { inetAttributes } from "./inet.js";
import { inet6Attributes } from "./inet6.js";
import { mrouteTableAttributes } from "./mroute-table.js";

/** What carries the messages: MCTP_PHYS_BINDING_*, numbers of DMTF's DSP0239, which user space has no header for. */
export const mctpPhysBinding = enumeration(u8, {
  MCTP_PHYS_BINDING_UNSPEC: 0,
  MCTP_PHYS_BINDING_SMBUS: 1,
  MCTP_PHYS_BINDING_PCIE_VDM: 2,
  MCTP_PHYS_BINDING_USB: 3,
  MCTP_PHYS_BINDING_KCS: 4,
  MCTP_PHYS_BINDING_SERIAL: 5,
  MCTP_PHYS_BINDING_I3C: 6,
  MCTP_PHYS_BINDING_MMBI: 7,
  MCTP_PHYS_BINDING_PCC: 8,
  MCTP_PHYS_BINDING_UCIE: 9,
  MCTP_PHYS_BINDING_VENDOR: 0xff,
});

/** IFLA_MCTP_* from linux/if_link.h. */
export const mctpAttributes = attributes("IFLA_MCTP", {
  net: attr(1, u32),
  physBinding: attr(2, mctpPhysBinding),
});

/** What each address family says of a link, under its number. */
export const afSpecAttributes = attributes("AF", {
  inet: attr(
    2,
    nested(() => inetAttributes),
  ),
  inet6: attr(
    10,
    nested(() => inet6Attributes),
  ),
  mctp: attr(
    45,
    nested(() => mctpAttributes),
  ),
});

const families = {
  7: nested(() => bridgeSpecAttributes),
  128: nested(() => mrouteTableAttributes),
};

/** Named, so that declarations and hovers of what contains it stay short. */
export interface AfSpec extends SetByFamily<typeof families, Nested<typeof afSpecAttributes>> {}

/**
 * IFLA_AF_SPEC: IFLA_BRIDGE_* where the header's family is AF_BRIDGE (7), IPMRA_TABLE_* where it is RTNL_FAMILY_IPMR
 * (128), a set for each address family where it is another.
 */
export const afSpec: AfSpec = setByFamily(
  families,
  nested(() => afSpecAttributes),
);
