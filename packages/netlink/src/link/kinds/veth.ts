import { attr, attributes } from "../../codec/attributes.js";
import { linkPeer } from "../peer.js";

/** VETH_INFO_* from linux/veth.h. Only for making a pair: the kernel tells the other end in IFLA_LINK. */
export const vethAttributes = attributes("VETH_INFO", {
  peer: attr(1, linkPeer),
});

/** VXCAN_INFO_* from linux/can/vxcan.h: the same for CAN. */
export const vxcanAttributes = attributes("VXCAN_INFO", {
  peer: attr(1, linkPeer),
});
