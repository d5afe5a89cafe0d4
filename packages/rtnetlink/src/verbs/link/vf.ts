import type { LinkAttributesInput } from "./kinds.js";

/** What a virtual function of an SR-IOV device is set to. What is not said stays as it is. */
export interface VfSettings {
  /** Which one: from 0. */
  readonly index: number;
  readonly address?: string | undefined;
  /** 0 is none. Priority 0 to 7; protocol 0x8100 (the default) or 0x88a8. */
  readonly vlan?:
    | { readonly id: number; readonly priority?: number | undefined; readonly protocol?: number | undefined }
    | undefined;
  /** Mbit/s; 0 is no limit. The kernel sets both at once. */
  readonly rate?: { readonly min: number; readonly max: number } | undefined;
  /** Whether frames with another source address than its own are dropped. */
  readonly spoofCheck?: boolean | undefined;
  /** Whether it may ask for the hash of receive side scaling. */
  readonly rssQuery?: boolean | undefined;
  /** Whether it may do what affects others: be promiscuous, change its address. */
  readonly trust?: boolean | undefined;
  /** Whether it has a carrier: as the device has, always, or never. */
  readonly linkState?: keyof typeof linkStates | undefined;
  /** InfiniBand's. */
  readonly nodeGuid?: bigint | undefined;
  readonly portGuid?: bigint | undefined;
}

const linkStates = { auto: 0, enable: 1, disable: 2 } as const;

const ETH_P_8021Q = 0x8100;

/** IFLA_VFINFO_LIST. */
export function encodeVfs(vfs: readonly VfSettings[]): NonNullable<LinkAttributesInput["vfinfoList"]> {
  return { info: vfs.map(encodeVf) };
}

function encodeVf(settings: VfSettings) {
  const { index: vf, address, vlan, rate, spoofCheck, rssQuery, trust, linkState, nodeGuid, portGuid } = settings;
  return {
    ...(address === undefined ? {} : { mac: { vf, mac: address } }),
    ...(vlan === undefined ? {} : encodeVlan(vf, vlan)),
    ...(rate === undefined ? {} : { rate: { vf, minTxRate: rate.min, maxTxRate: rate.max } }),
    ...(spoofCheck === undefined ? {} : { spoofchk: { vf, setting: Number(spoofCheck) } }),
    ...(rssQuery === undefined ? {} : { rssQueryEn: { vf, setting: Number(rssQuery) } }),
    ...(trust === undefined ? {} : { trust: { vf, setting: Number(trust) } }),
    ...(linkState === undefined ? {} : { linkState: { vf, linkState: linkStates[linkState] } }),
    ...(nodeGuid === undefined ? {} : { ibNodeGuid: { vf, guid: nodeGuid } }),
    ...(portGuid === undefined ? {} : { ibPortGuid: { vf, guid: portGuid } }),
  };
}

/** Only the list has room for a protocol; drivers from before it know only the other one. */
function encodeVlan(vf: number, { id, priority = 0, protocol = ETH_P_8021Q }: NonNullable<VfSettings["vlan"]>) {
  if (protocol === ETH_P_8021Q) return { vlan: { vf, vlan: id, qos: priority } };
  return { vlanList: { info: [{ vf, vlan: id, qos: priority, vlanProto: protocol }] } };
}
