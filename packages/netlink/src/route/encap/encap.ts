import { type Choice, choice } from "../../codec/choice.js";
import { u16 } from "../../codec/integers.js";
import { enumeration } from "../../codec/numbers.js";
import { bpfEncapAttributes } from "./bpf.js";
import { ilaAttributes } from "./ila.js";
import { ioam6EncapAttributes } from "./ioam6.js";
import { ip6EncapAttributes, ipEncapAttributes } from "./ip.js";
import { mplsEncapAttributes } from "./mpls.js";
import { rplEncapAttributes } from "./rpl.js";
import { seg6EncapAttributes } from "./seg6.js";
import { seg6LocalAttributes } from "./seg6-local.js";
import { xfrmEncapAttributes } from "./xfrm.js";

/** LWTUNNEL_ENCAP_* from linux/lwtunnel.h: which tunnel a route's or a nexthop's packets go through. */
export const encapType = enumeration(u16, {
  LWTUNNEL_ENCAP_NONE: 0,
  LWTUNNEL_ENCAP_MPLS: 1,
  LWTUNNEL_ENCAP_IP: 2,
  LWTUNNEL_ENCAP_ILA: 3,
  LWTUNNEL_ENCAP_IP6: 4,
  LWTUNNEL_ENCAP_SEG6: 5,
  LWTUNNEL_ENCAP_BPF: 6,
  LWTUNNEL_ENCAP_SEG6_LOCAL: 7,
  LWTUNNEL_ENCAP_RPL: 8,
  LWTUNNEL_ENCAP_IOAM6: 9,
  LWTUNNEL_ENCAP_XFRM: 10,
});

/** What RTA_ENCAP and NHA_ENCAP hold, by the type beside it. With a name, so that declarations stay short. */
export type EncapCases = {
  readonly "1": () => typeof mplsEncapAttributes;
  readonly "2": () => typeof ipEncapAttributes;
  readonly "3": () => typeof ilaAttributes;
  readonly "4": () => typeof ip6EncapAttributes;
  readonly "5": () => typeof seg6EncapAttributes;
  readonly "6": () => typeof bpfEncapAttributes;
  readonly "7": () => typeof seg6LocalAttributes;
  readonly "8": () => typeof rplEncapAttributes;
  readonly "9": () => typeof ioam6EncapAttributes;
  readonly "10": () => typeof xfrmEncapAttributes;
};

/** RTA_ENCAP and NHA_ENCAP: by the type beside it. */
export const encap: Choice<"encapType", EncapCases> = choice("encapType", {
  "1": () => mplsEncapAttributes,
  "2": () => ipEncapAttributes,
  "3": () => ilaAttributes,
  "4": () => ip6EncapAttributes,
  "5": () => seg6EncapAttributes,
  "6": () => bpfEncapAttributes,
  "7": () => seg6LocalAttributes,
  "8": () => rplEncapAttributes,
  "9": () => ioam6EncapAttributes,
  "10": () => xfrmEncapAttributes,
});
