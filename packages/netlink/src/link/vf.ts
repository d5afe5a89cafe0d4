import { linkAddress } from "../codec/address.js";
import { attr, attributes } from "../codec/attributes.js";
import { bytes, fixedBytes } from "../codec/bytes.js";
import { scalar } from "../codec/codec.js";
import { be16, type Sized, u8, u16, u32, u64 } from "../codec/integers.js";
import { nested } from "../codec/nested.js";
import { enumeration } from "../codec/numbers.js";
import { padding } from "../codec/padding.js";
import { repeated } from "../codec/repeated.js";
import { gap, struct } from "../codec/struct.js";
import { text } from "../codec/text.js";
import { CodecError } from "../errors.js";

/** MAX_ADDR_LEN, linux/netdevice.h. */
const ADDRESS_ROOM = 32;
const ETHERNET_LENGTH = 6;
const INFINIBAND_LENGTH = 20;

/**
 * A link-layer address in 32 bytes, filled up with zeros. How long it is depends on the link's type, which nothing here
 * tells: it is read as six bytes (Ethernet), or as 20 (InfiniBand) or 32 where those behind six, or 20, are not zero.
 */
const roomyAddress: Sized<string> = /* @__PURE__ */ roomy();

/* @__NO_SIDE_EFFECTS__ */
function roomy(): Sized<string> {
  return {
    ...scalar<string>({
      name: "link-layer address[32]",
      decode(reader, start, end) {
        let used = end - start;
        while (used > 0 && reader.bytes[start + used - 1] === 0) used--;
        const length =
          used <= ETHERNET_LENGTH ? ETHERNET_LENGTH : used <= INFINIBAND_LENGTH ? INFINIBAND_LENGTH : ADDRESS_ROOM;
        return linkAddress.decode(reader, start, Math.min(start + length, end));
      },
      encode(writer, value) {
        const start = writer.length;
        linkAddress.encode(writer, value);
        const used = writer.length - start;
        if (used > ADDRESS_ROOM) {
          throw new CodecError("encode", `${used} bytes of address, at most ${ADDRESS_ROOM} fit`, start);
        }
        writer.reserve(ADDRESS_ROOM - used);
      },
    }),
    size: ADDRESS_ROOM,
  };
}

/** Whether a virtual function's link follows the uplink: IFLA_VF_LINK_STATE_* from linux/if_link.h. */
export const vfLinkState = enumeration(u32, {
  IFLA_VF_LINK_STATE_AUTO: 0,
  IFLA_VF_LINK_STATE_ENABLE: 1,
  IFLA_VF_LINK_STATE_DISABLE: 2,
});

/** struct ifla_vf_mac, linux/if_link.h. */
export const vfMac = struct("ifla_vf_mac", { vf: u32, mac: roomyAddress });
/** struct ifla_vf_broadcast, linux/if_link.h. */
export const vfBroadcast = struct("ifla_vf_broadcast", { broadcast: roomyAddress });
/** struct ifla_vf_vlan, linux/if_link.h. VLAN 0 is no filter. */
export const vfVlan = struct("ifla_vf_vlan", { vf: u32, vlan: u32, qos: u32 });
/** struct ifla_vf_vlan_info, linux/if_link.h. The protocol is 0x8100 or 0x88a8. */
export const vfVlanInfo = struct("ifla_vf_vlan_info", { vf: u32, vlan: u32, qos: u32, vlanProto: be16, pad: gap(2) });
/** struct ifla_vf_tx_rate, linux/if_link.h: Mbit/s, 0 is no limit. */
export const vfTxRate = struct("ifla_vf_tx_rate", { vf: u32, rate: u32 });
/** struct ifla_vf_rate, linux/if_link.h: Mbit/s, 0 is no limit. */
export const vfRate = struct("ifla_vf_rate", { vf: u32, minTxRate: u32, maxTxRate: u32 });
/** struct ifla_vf_spoofchk, linux/if_link.h. A setting of 0xffffffff is one that the driver does not know. */
export const vfSpoofchk = struct("ifla_vf_spoofchk", { vf: u32, setting: u32 });
/** struct ifla_vf_link_state, linux/if_link.h. */
export const vfLinkStateSetting = struct("ifla_vf_link_state", { vf: u32, linkState: vfLinkState });
/** struct ifla_vf_rss_query_en, linux/if_link.h. A setting of 0xffffffff is one that the driver does not know. */
export const vfRssQueryEn = struct("ifla_vf_rss_query_en", { vf: u32, setting: u32 });
/** struct ifla_vf_trust, linux/if_link.h. A setting of 0xffffffff is one that the driver does not know. */
export const vfTrust = struct("ifla_vf_trust", { vf: u32, setting: u32 });
/** struct ifla_vf_guid, linux/if_link.h, as 64-bit kernels lay it out. */
export const vfGuid = struct("ifla_vf_guid", { vf: u32, pad: gap(4), guid: u64 });

/** IFLA_VF_STATS_* from linux/if_link.h. They begin with number 0. */
export const vfStatsAttributes = attributes("IFLA_VF_STATS", {
  rxPackets: attr(0, u64),
  txPackets: attr(1, u64),
  rxBytes: attr(2, u64),
  txBytes: attr(3, u64),
  broadcast: attr(4, u64),
  multicast: attr(5, u64),
  pad: attr(6, padding),
  rxDropped: attr(7, u64),
  txDropped: attr(8, u64),
});

/** IFLA_VF_VLAN_INFO from linux/if_link.h, in IFLA_VF_VLAN_LIST. */
export const vfVlanListAttributes = attributes("IFLA_VF_VLAN", {
  info: attr(1, repeated(vfVlanInfo)),
});

/** IFLA_VF_* from linux/if_link.h: one virtual function of an SR-IOV device. */
export const vfAttributes = attributes("IFLA_VF", {
  mac: attr(1, vfMac),
  vlan: attr(2, vfVlan),
  txRate: attr(3, vfTxRate),
  spoofchk: attr(4, vfSpoofchk),
  linkState: attr(5, vfLinkStateSetting),
  rate: attr(6, vfRate),
  rssQueryEn: attr(7, vfRssQueryEn),
  stats: attr(
    8,
    nested(() => vfStatsAttributes),
  ),
  trust: attr(9, vfTrust),
  ibNodeGuid: attr(10, vfGuid),
  ibPortGuid: attr(11, vfGuid),
  vlanList: attr(
    12,
    nested(() => vfVlanListAttributes),
  ),
  broadcast: attr(13, vfBroadcast),
});

/** IFLA_VF_INFO from linux/if_link.h, in IFLA_VFINFO_LIST. */
export const vfInfoListAttributes = attributes("IFLA_VF", {
  info: attr(1, repeated(nested(() => vfAttributes))),
});

/** PORT_REQUEST_* from linux/if_link.h. */
export const portRequest = enumeration(u8, {
  PORT_REQUEST_PREASSOCIATE: 0,
  PORT_REQUEST_PREASSOCIATE_RR: 1,
  PORT_REQUEST_ASSOCIATE: 2,
  PORT_REQUEST_DISASSOCIATE: 3,
});

/** PORT_VDP_RESPONSE_* and PORT_PROFILE_RESPONSE_* from linux/if_link.h, in their spelling. */
export const portResponse = enumeration(u16, {
  PORT_VDP_RESPONSE_SUCCESS: 0,
  PORT_VDP_RESPONSE_INVALID_FORMAT: 1,
  PORT_VDP_RESPONSE_INSUFFICIENT_RESOURCES: 2,
  PORT_VDP_RESPONSE_UNUSED_VTID: 3,
  PORT_VDP_RESPONSE_VTID_VIOLATION: 4,
  PORT_VDP_RESPONSE_VTID_VERSION_VIOALTION: 5,
  PORT_VDP_RESPONSE_OUT_OF_SYNC: 6,
  PORT_PROFILE_RESPONSE_SUCCESS: 0x100,
  PORT_PROFILE_RESPONSE_INPROGRESS: 0x101,
  PORT_PROFILE_RESPONSE_INVALID: 0x102,
  PORT_PROFILE_RESPONSE_BADSTATE: 0x103,
  PORT_PROFILE_RESPONSE_INSUFFICIENT_RESOURCES: 0x104,
  PORT_PROFILE_RESPONSE_ERROR: 0x105,
});

/** struct ifla_port_vsi, linux/if_link.h. */
export const portVsi = struct("ifla_port_vsi", {
  vsiMgrId: u8,
  vsiTypeId: fixedBytes(3),
  vsiTypeVersion: u8,
  pad: gap(3),
});

/** IFLA_PORT_* from linux/if_link.h: what a port asks of the switch (IEEE 802.1Qbg). */
export const portAttributes = attributes("IFLA_PORT", {
  /** 0xffffffff (PORT_SELF_VF) is the device itself. */
  vf: attr(1, u32),
  profile: attr(2, text(40)),
  vsiType: attr(3, portVsi),
  instanceUuid: attr(4, bytes),
  hostUuid: attr(5, bytes),
  request: attr(6, portRequest),
  response: attr(7, portResponse),
});

/** IFLA_VF_PORT from linux/if_link.h, in IFLA_VF_PORTS. */
export const vfPortsAttributes = attributes("IFLA_VF", {
  port: attr(1, repeated(nested(() => portAttributes))),
});
