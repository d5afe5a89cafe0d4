import type { Infer } from "../../codec/codec.js";
import { hardwareType } from "../../link/header.js";
import { type vfAttributes, vfLinkState, type vfStatsAttributes } from "../../link/vf.js";
import { each, type Fields, flat, inside } from "./compare.js";
import { named, plain } from "./names.js";

type Vf = Infer<typeof vfAttributes>;

type Stats = Infer<typeof vfStatsAttributes>;

/** An element of a link's `vfinfo_list`. */
export const vfFields: Fields<Vf> = {
  vf: ({ mac }) => mac?.vf,
  // The link's own type, which all virtual functions share: of those that are recorded, Ethernet.
  link_type: () => named(hardwareType, "ARPHRD_", hardwareType.names.ARPHRD_ETHER),
  address: ({ mac }) => mac?.mac,
  broadcast: ({ broadcast }) => broadcast?.broadcast,
  vlan_list: each(({ vlanList }) => vlanList?.info, {
    vlan: ({ vlan }) => vlan,
    qos: ({ qos }) => qos,
    protocol: ({ vlanProto }) => (vlanProto === 0x88a8 ? "802.1ad" : "802.1Q"),
  }),
  tx_rate: ({ txRate }) => txRate?.rate,
  rate: inside(({ rate }) => rate, {
    max_tx: ({ maxTxRate }) => maxTxRate,
    min_tx: ({ minTxRate }) => minTxRate,
  }),
  spoofchk: ({ spoofchk }) => spoofchk?.setting === 1,
  link_state: ({ linkState }) => named(vfLinkState, "IFLA_VF_LINK_STATE_", linkState?.linkState),
  trust: ({ trust }) => trust?.setting === 1,
  query_rss_en: ({ rssQueryEn }) => rssQueryEn?.setting === 1,
  stats: inside(({ stats }) => stats, {
    rx: flat<Stats>({
      bytes: ({ rxBytes }) => plain(rxBytes),
      packets: ({ rxPackets }) => plain(rxPackets),
      multicast: ({ multicast }) => plain(multicast),
      broadcast: ({ broadcast }) => plain(broadcast),
      dropped: ({ rxDropped }) => plain(rxDropped),
    }),
    tx: flat<Stats>({
      tx_bytes: ({ txBytes }) => plain(txBytes),
      tx_packets: ({ txPackets }) => plain(txPackets),
      dropped: ({ txDropped }) => plain(txDropped),
    }),
  }),
};
