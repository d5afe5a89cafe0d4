import { ip, ipv4, ipv6 } from "../codec/address.js";
import { byFamily } from "../codec/by-family.js";
import { bytes } from "../codec/bytes.js";
import { type Codec, scalar } from "../codec/codec.js";
import { mplsLabels } from "./mpls.js";

/** The families of multicast routes and of their rules, from linux/rtnetlink.h: beside AF_*. */
export const RTNL_FAMILY_IPMR = 128;
export const RTNL_FAMILY_IP6MR = 129;

/**
 * An address of a family that says nothing about it: an IP address where it is as long as one, and bytes otherwise, as
 * for the families (Phonet, MCTP) whose addresses are a single byte.
 */
export const ipOrBytes: Codec<string | Uint8Array> = /* @__PURE__ */ scalar<string | Uint8Array>({
  name: "address",
  decode: (reader, start, end) =>
    end - start === 4 || end - start === 16 ? ip.decode(reader, start, end) : bytes.decode(reader, start, end),
  encode(writer, value) {
    if (typeof value === "string") ip.encode(writer, value);
    else bytes.encode(writer, value);
  },
});

/** An address as the header's family has it: AF_INET, AF_INET6, a stack of labels for AF_MPLS, multicast routes. */
export const address = /* @__PURE__ */ byFamily({ 2: ipv4, 10: ipv6, 28: mplsLabels, 128: ipv4, 129: ipv6 }, ipOrBytes);
