import { ipv4, ipv6 } from "../../codec/address.js";
import type { Infer } from "../../codec/codec.js";
import { namesOf } from "../../codec/numbers.js";
import { Reader } from "../../codec/reader.js";
import { linkmode, operstate } from "../../link/attributes.js";
import { hardwareType, linkFlags } from "../../link/header.js";
import { inet6AddrGenMode } from "../../link/inet6.js";
import type { linkinfoAttributes } from "../../link/linkinfo.js";
import type { linkMessage } from "../../link/message.js";
import type { linkStats64 } from "../../link/stats.js";
import type { xdpAttributes } from "../../link/xdp.js";
import {
  anyOrder,
  type Check,
  compare,
  each,
  expectShown,
  type Fields,
  flat,
  inside,
  notCompared,
  type Scene,
  type Shown,
  withoutPlaces,
} from "./compare.js";
import { kindFields, portKindFields } from "./link-kinds.js";
import { has, named, plain } from "./names.js";
import { vfFields } from "./vf.js";

export type Link = ReturnType<typeof linkMessage.decode>;
type Linkinfo = Infer<typeof linkinfoAttributes>;
type Xdp = Infer<typeof xdpAttributes>;
type Stats = Infer<typeof linkStats64> & { readonly carrierChanges: number | undefined };

/** Hardware types that `ip` has other names for than the kernel. */
const hardwareNames = {
  ARPHRD_TUNNEL: "ipip",
  ARPHRD_IPGRE: "gre",
  ARPHRD_IP6GRE: "gre6",
  ARPHRD_IEEE80211: "ieee802.11",
  ARPHRD_IEEE80211_PRISM: "ieee802.11/prism",
  ARPHRD_IEEE80211_RADIOTAP: "ieee802.11/radiotap",
  ARPHRD_IEEE802154: "ieee802.15.4",
  ARPHRD_IEEE802154_MONITOR: "ieee802.15.4/monitor",
} as const;

/** An address of a link as `ip` writes it: that of a tunnel's end is an IP address. */
function shownAddress({ header }: Link, address: string | undefined): string | undefined {
  const { ARPHRD_TUNNEL, ARPHRD_SIT, ARPHRD_IPGRE, ARPHRD_TUNNEL6, ARPHRD_IP6GRE } = hardwareType.names;
  const is = (...types: number[]) => types.includes(header.type);
  const bytes = address?.split(":").map((pair) => Number.parseInt(pair, 16)) ?? [];
  const reader = new Reader(Uint8Array.from(bytes), { order: "big" });
  if (bytes.length === 4 && is(ARPHRD_TUNNEL, ARPHRD_SIT, ARPHRD_IPGRE)) return ipv4.decode(reader, 0, 4);
  if (bytes.length === 16 && is(ARPHRD_TUNNEL6, ARPHRD_IP6GRE)) return ipv6.decode(reader, 0, 16);
  return address;
}

/** The words for a link's flags. RUNNING is said by its absence, and M-DOWN by the link beneath. */
function shownFlags({ header, attributes }: Link, scene: Scene): string[] {
  const is = (name: keyof typeof linkFlags.names) => has(linkFlags, header.flags, name);
  const { link, linkNetnsid } = attributes;
  return [
    ...namesOf(linkFlags, header.flags)
      .map((name) => name.replace("IFF_", ""))
      .filter((name) => name !== "RUNNING"),
    ...(is("IFF_UP") && !is("IFF_RUNNING") ? ["NO-CARRIER"] : []),
    ...(link && linkNetnsid === undefined && scene.isUp(link) === false ? ["M-DOWN"] : []),
  ];
}

/** Of 32 bytes, the tool has room for 31. */
function digits(bytes: Uint8Array | undefined): string | undefined {
  return bytes && Array.from(bytes.subarray(0, 31), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The bits' numbers: their names are a file's. */
function bits(value: number | undefined): string[] {
  return Array.from({ length: 32 }, (_, i) => i)
    .filter((i) => ((value ?? 0) >>> i) & 1)
    .map(String);
}

const netnsid: Check<Link> = {
  check(report, path, value, { attributes }, scene) {
    if (scene.elsewhere) report.left.set(withoutPlaces(path), "an id of the namespace that asks, here another one");
    else expectShown(report, path, value, attributes.linkNetnsid);
  },
};

const statsFields: Fields<Stats> = {
  rx: flat({
    bytes: ({ rxBytes }) => plain(rxBytes),
    packets: ({ rxPackets }) => plain(rxPackets),
    errors: ({ rxErrors }) => plain(rxErrors),
    dropped: ({ rxDropped }) => plain(rxDropped),
    over_errors: ({ rxOverErrors }) => plain(rxOverErrors),
    multicast: ({ multicast }) => plain(multicast),
    length_errors: ({ rxLengthErrors }) => plain(rxLengthErrors),
    crc_errors: ({ rxCrcErrors }) => plain(rxCrcErrors),
    frame_errors: ({ rxFrameErrors }) => plain(rxFrameErrors),
    fifo_errors: ({ rxFifoErrors }) => plain(rxFifoErrors),
    missed_errors: ({ rxMissedErrors }) => plain(rxMissedErrors),
    compressed: ({ rxCompressed }) => plain(rxCompressed),
    nohandler: ({ rxNohandler }) => plain(rxNohandler),
    otherhost: ({ rxOtherhostDropped }) => plain(rxOtherhostDropped),
  }),
  tx: flat({
    bytes: ({ txBytes }) => plain(txBytes),
    packets: ({ txPackets }) => plain(txPackets),
    errors: ({ txErrors }) => plain(txErrors),
    dropped: ({ txDropped }) => plain(txDropped),
    carrier_errors: ({ txCarrierErrors }) => plain(txCarrierErrors),
    collisions: ({ collisions }) => plain(collisions),
    aborted_errors: ({ txAbortedErrors }) => plain(txAbortedErrors),
    fifo_errors: ({ txFifoErrors }) => plain(txFifoErrors),
    window_errors: ({ txWindowErrors }) => plain(txWindowErrors),
    heartbeat_errors: ({ txHeartbeatErrors }) => plain(txHeartbeatErrors),
    compressed: ({ txCompressed }) => plain(txCompressed),
    carrier_changes: ({ carrierChanges }) => carrierChanges,
  }),
};

/** The data, whose fields the kind beside it decides; `kind.` in the path says which. */
function byKind(
  kinds: Readonly<Record<string, Fields<never>>>,
  pick: (info: Linkinfo) => readonly [kind: string | undefined, data: unknown],
): Check<Linkinfo> {
  return {
    check(report, path, value, ours, scene) {
      const [kind = "", data] = pick(ours);
      const fields = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
      if (fields === undefined || data === undefined)
        report.problem(path, `of kind ${kind}: nobody has said what this is`);
      else compare(report, `${path}.${kind}`, value as Shown, data as never, scene, fields);
    },
  };
}

const linkinfoFields: Fields<Linkinfo> = {
  info_kind: ({ kind }) => kind,
  info_data: byKind(kindFields, ({ kind, data }) => [kind, data]),
  info_slave_kind: ({ slaveKind }) => slaveKind,
  info_slave_data: byKind(portKindFields, ({ slaveKind, slaveData }) => [slaveKind, slaveData]),
  info_xstats: notCompared("CAN's, which no recorded link has"),
};

const programFields: Fields<Xdp> = {
  id: ({ progId, skbProgId, drvProgId, hwProgId }) => progId ?? skbProgId ?? drvProgId ?? hwProgId,
  ...Object.fromEntries(
    ["name", "tag", "jited", "load_time", "created_by_uid"].map((name) => [name, notCompared("bpf(2) tells it")]),
  ),
};

const xdpFields: Fields<Xdp> = {
  mode: ({ attached }) => attached,
  prog: flat(programFields),
  attached: each((xdp) => [xdp], { mode: ({ attached }) => attached, prog: flat(programFields) }),
};

/** An element of `ip -d -s -j link`. */
export const linkFields: Fields<Link> = {
  ifindex: ({ header }) => header.index,
  ifname: ({ attributes }) => attributes.ifname,
  flags: anyOrder(shownFlags),
  link: ({ attributes: { link } }, scene) => (link ? scene.ifname(link) : null),
  link_index: ({ attributes }) => attributes.link,
  link_netnsid: netnsid,
  mtu: ({ attributes }) => attributes.mtu,
  qdisc: ({ attributes }) => attributes.qdisc,
  master: ({ attributes: { master } }, scene) => master && scene.ifname(master),
  operstate: ({ attributes }) => named(operstate, "IF_OPER_", attributes.operstate)?.toUpperCase(),
  linkmode: ({ attributes }) => named(linkmode, "IF_LINK_MODE_", attributes.linkmode)?.toUpperCase(),
  group: ({ attributes: { group } }, { numeric }) => (group === 0 && !numeric ? "default" : String(group)),
  txqlen: ({ attributes }) => attributes.txqlen,
  event: notCompared("only in notifications, and no dump is one"),
  link_type: ({ header: { type } }, _scene, shown) =>
    // Older versions do not know all of them.
    shown["link_type"] === `[${type}]` ? `[${type}]` : named(hardwareType, "ARPHRD_", type, hardwareNames),
  address: (link) => shownAddress(link, link.attributes.address),
  link_pointtopoint: ({ header }) => has(linkFlags, header.flags, "IFF_POINTOPOINT"),
  broadcast: (link) => shownAddress(link, link.attributes.broadcast),
  permaddr: (link) => shownAddress(link, link.attributes.permAddress),
  promiscuity: ({ attributes }) => attributes.promiscuity,
  allmulti: ({ attributes }) => attributes.allmulti,
  min_mtu: ({ attributes }) => attributes.minMtu,
  max_mtu: ({ attributes }) => attributes.maxMtu,
  proto_down: ({ attributes }) => attributes.protoDown === 1,
  proto_down_reason: ({ attributes }) => bits(attributes.protoDownReason?.value),
  linkinfo: inside(({ attributes }) => attributes.linkinfo, linkinfoFields),
  inet6_addr_gen_mode: ({ attributes }) =>
    named(inet6AddrGenMode, "IN6_ADDR_GEN_MODE_", attributes.afSpec?.inet6?.addrGenMode, {
      IN6_ADDR_GEN_MODE_STABLE_PRIVACY: "stable_secret",
    }),
  num_tx_queues: ({ attributes }) => attributes.numTxQueues,
  num_rx_queues: ({ attributes }) => attributes.numRxQueues,
  gso_max_size: ({ attributes }) => attributes.gsoMaxSize,
  gso_max_segs: ({ attributes }) => attributes.gsoMaxSegs,
  tso_max_size: ({ attributes }) => attributes.tsoMaxSize,
  tso_max_segs: ({ attributes }) => attributes.tsoMaxSegs,
  gro_max_size: ({ attributes }) => attributes.groMaxSize,
  gso_ipv4_max_size: ({ attributes }) => attributes.gsoIpv4MaxSize,
  gro_ipv4_max_size: ({ attributes }) => attributes.groIpv4MaxSize,
  phys_port_name: ({ attributes }) => attributes.physPortName,
  phys_port_id: ({ attributes }) => digits(attributes.physPortId),
  phys_switch_id: ({ attributes }) => digits(attributes.physSwitchId),
  parentbus: ({ attributes }) => attributes.parentDevBusName,
  parentdev: ({ attributes }) => attributes.parentDevName,
  ifalias: ({ attributes }) => attributes.ifalias,
  altnames: ({ attributes }) => attributes.propList?.altIfname,
  stats64: inside(
    ({ attributes: { stats64, carrierChanges } }) => stats64 && { ...stats64, carrierChanges },
    statsFields,
  ),
  vfinfo_list: each(({ attributes }) => attributes.vfinfoList?.info, vfFields),
  xdp: inside(({ attributes }) => attributes.xdp, xdpFields),
};
