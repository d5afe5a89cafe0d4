import type { Codec, Infer, InferInput, InferList } from "../codec/codec.js";
import { headed } from "../codec/headed.js";
import { linkAttributes } from "./attributes.js";
import { ifinfomsg } from "./header.js";

/** The other end of a pair of links, as the kinds veth, vxcan and netkit take it when they are made. */
export interface LinkPeer {
  readonly header: Infer<typeof ifinfomsg>;
  readonly attributes: Infer<typeof linkAttributes>;
}

/** The lossless view of it. */
export interface LinkPeerList {
  readonly header: Infer<typeof ifinfomsg>;
  readonly attributes: InferList<typeof linkAttributes>;
  /** The bytes between the two; an ifinfomsg leaves no room for any. */
  readonly padding?: Uint8Array;
}

/** For encoding: what is left out is zero, or empty. */
export interface LinkPeerInput {
  readonly header?: InferInput<typeof ifinfomsg> | undefined;
  readonly attributes?: InferInput<typeof linkAttributes> | undefined;
  readonly padding?: Uint8Array | undefined;
}

/**
 * A whole link inside an attribute: VETH_INFO_PEER, VXCAN_INFO_PEER, IFLA_NETKIT_PEER_INFO.
 *
 * Links contain kinds, which contain links: hence the types by hand, and hence this module comes after attributes.ts
 * wherever both are imported.
 */
export const linkPeer: Codec<LinkPeer, LinkPeerList, LinkPeerInput> = /* @__PURE__ */ headed(
  ifinfomsg,
  () => linkAttributes,
);
