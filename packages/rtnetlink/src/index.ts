/**
 * A netlink client for Linux: requests and dumps are plain synchronous calls, events come through Node's event loop,
 * in any network namespace. Start with `openClient`, and with the verbs in `verbs/`.
 */
export type { BatchAnswer } from "./batch.js";
export { type ClientOptions, type Dump, openClient, type Request, RtnetlinkClient, type StreamEnd } from "./client.js";
export {
  ClientBusyError,
  DumpInterruptedError,
  NetlinkError,
  NoAnswerError,
  RequestTimeoutError,
  TruncatedError,
} from "./errors.js";
export type { EventSocketOptions, SocketOptions } from "./options.js";
export { isBusy, isExists, isInvalid, isNotFound, isPermission, isUnsupported } from "./predicates.js";
export type { BatchRequest } from "./request.js";
export {
  type Address,
  type AddressFilter,
  type AddressFlag,
  type AddressIdentity,
  type AddressInput,
  type AddressProtocol,
  addAddress,
  type DadResult,
  DadTimeoutError,
  deleteAddress,
  getAddress,
  type Lifetime,
  listAddresses,
  replaceAddress,
  type WaitForDadOptions,
  waitForDad,
} from "./verbs/address/index.js";
export { addLink, type LinkPeerSettings, type NewLink, type NewLinkSettings, replaceLink } from "./verbs/link/add.js";
export { addAltNames, deleteAltNames } from "./verbs/link/alt-names.js";
export {
  type BridgePortSettings,
  type BridgePortState,
  bridgePortStates,
  setBridgePort,
} from "./verbs/link/bridge-port.js";
export {
  addBridgeVlan,
  type BridgeVlan,
  type BridgeVlanFilter,
  type BridgeVlanRange,
  type BridgeVlanSettings,
  deleteBridgeVlan,
  listBridgeVlans,
} from "./verbs/link/bridge-vlan.js";
export { type DeleteLinkOptions, deleteLink } from "./verbs/link/delete.js";
export { findLink, getLink, type LinkDetails } from "./verbs/link/get.js";
export type {
  KindFacts,
  KindInput,
  LinkAttributesInput,
  LinkDataInput,
  LinkKind,
  LinkPortKind,
  PeerKind,
  PortKindFacts,
  PortKindInput,
} from "./verbs/link/kinds.js";
export type { Link, LinkFacts, LinkOfKind, PortOfKind } from "./verbs/link/link.js";
export { type LinkFilter, listLinks } from "./verbs/link/list.js";
export type { NamespaceReference, PeerNamespaceReference } from "./verbs/link/namespace.js";
export { raiseLoopback } from "./verbs/link/raise-loopback.js";
export { type LinkChanges, type MoveLinkOptions, moveLink, setLink } from "./verbs/link/set.js";
export type { BasicLinkSettings, LinkSettings } from "./verbs/link/settings.js";
export {
  getLinkStatistics,
  type LinkStatistics,
  type LinkStatisticsEntry,
  listLinkStatistics,
} from "./verbs/link/statistics.js";
export { type LinkReference, type LinkSelector, resolveLink, selectLink } from "./verbs/link-reference.js";
export {
  type Ages,
  addFdbEntry,
  addNeighbor,
  appendFdbEntry,
  deleteFdbEntry,
  deleteNeighbor,
  type FdbEntry,
  type FdbFilter,
  type FdbIdentity,
  type FdbInput,
  getFdbEntry,
  getNeighbor,
  listFdbEntries,
  listNeighbors,
  type Neighbor,
  type NeighborExtFlag,
  type NeighborFilter,
  type NeighborFlag,
  type NeighborIdentity,
  type NeighborInput,
  type NeighborState,
  replaceFdbEntry,
  replaceNeighbor,
} from "./verbs/neighbor/index.js";
export {
  addNexthop,
  deleteNexthop,
  getNexthop,
  listNexthops,
  type Nexthop,
  type NexthopFilter,
  type NexthopInput,
  type NexthopMember,
  type ResilientInput,
  replaceNexthop,
} from "./verbs/nexthop/index.js";
export {
  getNsid,
  listNsids,
  type NsidListing,
  type NsidPair,
  type Peer,
  setNsid,
  type TargetOptions,
} from "./verbs/nsid.js";
export {
  addRoute,
  appendRoute,
  deleteRoute,
  getRoute,
  listRoutes,
  type MetricName,
  type Route,
  type RouteFilter,
  type RouteIdentity,
  type RouteInput,
  type RouteMetrics,
  type RouteNexthop,
  type RouteNexthopInput,
  type RoutePreference,
  type RouteQuery,
  replaceRoute,
} from "./verbs/route/index.js";
export {
  addRule,
  deleteRule,
  type Fwmark,
  listRules,
  type NumberRange,
  type Rule,
  type RuleAction,
  type RuleFilter,
  type RuleFlag,
  type RuleInput,
} from "./verbs/rule/index.js";
export type { DeleteOptions } from "./verbs/terms/deletion.js";
export type { Encap } from "./verbs/terms/encap.js";
export type { Listing } from "./verbs/terms/listing.js";
export type { IpVersion } from "./verbs/terms/prefix.js";
export type { HopFlag, RouteProtocol, RouteScope, RouteTable, RouteType } from "./verbs/terms/route-terms.js";
export type {
  ItemEvent,
  Observer,
  OtherMessageEvent,
  SnapshotEndEvent,
  SnapshotReason,
  SnapshotStartEvent,
  WatchEvent,
  Whereabouts,
} from "./watch/events.js";
export { keyOf } from "./watch/keys.js";
export { type NsidChange, NsidWatch, type NsidWatchListener, watchNsids } from "./watch/nsid.js";
export { applyEvent, stateOf, WatchState } from "./watch/state.js";
export type { Items, Subject } from "./watch/subjects.js";
export { Watch, type WatchOptions, type WatchStatistics, watch } from "./watch/watch.js";
