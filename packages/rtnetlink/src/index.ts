/**
 * A netlink client for Linux: requests and dumps are plain synchronous calls, events come through Node's event loop,
 * in any network namespace. Start with `openClient`, and with the verbs in `verbs/`.
 */
export type { BatchAnswer } from "./batch.js";
export { type ClientOptions, type Dump, openClient, type Request, RtnetlinkClient, type StreamEnd } from "./client.js";
export {
  ClientBusyError,
  ClientClosedError,
  DumpInterruptedError,
  NetlinkError,
  NoAnswerError,
  RequestTimeoutError,
  TruncatedError,
} from "./errors.js";
export { EventSocket, type Heard, openEventSocket } from "./event-socket.js";
export { openRouteSocket } from "./open-socket.js";
export type { EventSocketOptions, SocketOptions } from "./options.js";
export { isBusy, isExists, isInvalid, isNotFound, isPermission, isUnsupported } from "./predicates.js";
export type { BatchRequest } from "./request.js";
export { toAddress } from "./verbs/address/convert.js";
export {
  type Address,
  type AddressFilter,
  type AddressFlag,
  type AddressIdentity,
  type AddressInput,
  type AddressProtocol,
  addAddress,
  addressRequest,
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
export { addLink, type LinkPeerSettings, type MadeLink, type NewLink, type NewLinkSettings } from "./verbs/link/add.js";
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
  type BridgeVlanDetails,
  type BridgeVlanFilter,
  type BridgeVlanOptions,
  type BridgeVlanRange,
  type BridgeVlanSettings,
  deleteBridgeVlan,
  listBridgeVlans,
  setBridgeVlan,
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
export { toLink } from "./verbs/link/link.js";
export { type LinkFilter, listLinks } from "./verbs/link/list.js";
export type { NamespaceReference, PeerNamespaceReference } from "./verbs/link/namespace.js";
export { raiseLoopback } from "./verbs/link/raise-loopback.js";
export { replaceLink } from "./verbs/link/replace.js";
export { type LinkChanges, type MoveLinkOptions, moveLink, setLink } from "./verbs/link/set.js";
export type { BasicLinkSettings, LinkSettings } from "./verbs/link/settings.js";
export {
  getLinkStatistics,
  type LinkStatistics,
  type LinkStatisticsEntry,
  listLinkStatistics,
} from "./verbs/link/statistics.js";
export type { VfSettings } from "./verbs/link/vf.js";
export { type LinkReference, type LinkSelector, resolveLink, selectLink } from "./verbs/link-reference.js";
export { toFdbEntry, toNeighbor } from "./verbs/neighbor/convert.js";
export {
  type Ages,
  addFdbEntry,
  addNeighbor,
  appendFdbEntry,
  deleteFdbEntry,
  deleteNeighbor,
  type FdbEntry,
  type FdbFilter,
  type FdbFlush,
  type FdbIdentity,
  type FdbInput,
  type FdbState,
  fdbRequest,
  flushFdbEntries,
  flushNeighbors,
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
  neighborRequest,
  replaceFdbEntry,
  replaceNeighbor,
  setNeighbor,
} from "./verbs/neighbor/index.js";
export { toNexthop } from "./verbs/nexthop/convert.js";
export {
  addNexthop,
  deleteNexthop,
  getNexthop,
  getNexthopBucket,
  listNexthopBuckets,
  listNexthops,
  type Nexthop,
  type NexthopBucket,
  type NexthopBucketFilter,
  type NexthopFilter,
  type NexthopInput,
  type NexthopMember,
  nexthopInputOf,
  type Resilient,
  type ResilientInput,
  replaceNexthop,
} from "./verbs/nexthop/index.js";
export {
  getNsid,
  hasNsids,
  listNsids,
  type NsidListing,
  type NsidPair,
  type Peer,
  questionsTo,
  setNsid,
  type TargetOptions,
} from "./verbs/nsid.js";
export { NsidAssigner, type NsidRequests } from "./verbs/nsid-assigner.js";
export { listFewNsids } from "./verbs/nsid-few.js";
export { NsidLookup, type NsidQuestions } from "./verbs/nsid-lookup.js";
export { toRoute } from "./verbs/route/convert.js";
export {
  addRoute,
  appendRoute,
  changeRoute,
  deleteRoute,
  type FoundRoute,
  getRoute,
  listRoutes,
  type MetricName,
  prependRoute,
  type Route,
  type RouteFeature,
  type RouteFilter,
  type RouteIdentity,
  type RouteInput,
  type RouteMetrics,
  type RouteNexthop,
  type RouteNexthopInput,
  type RoutePreference,
  type RouteQuery,
  replaceRoute,
  routeInputOf,
  routeRequest,
  streamRoutes,
} from "./verbs/route/index.js";
export { toRule } from "./verbs/rule/convert.js";
export {
  addRule,
  deleteRule,
  type Fwmark,
  listRules,
  type NumberRange,
  type PortRange,
  type Rule,
  type RuleAction,
  type RuleFilter,
  type RuleFlag,
  type RuleInput,
} from "./verbs/rule/index.js";
export type { DeleteOptions } from "./verbs/terms/deletion.js";
export type { Encap, EncapType } from "./verbs/terms/encap.js";
export type { Listing } from "./verbs/terms/listing.js";
export type { IpVersion } from "./verbs/terms/prefix.js";
export type { HopFlag, RouteProtocol, RouteScope, RouteTable, RouteType } from "./verbs/terms/route-terms.js";
export { type EventFeed, EventStream } from "./watch/event-stream.js";
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
export { applyEvent, stateOf, WatchState } from "./watch/state.js";
export type { Items, Subject } from "./watch/subjects.js";
export type { Wait } from "./watch/wake-up.js";
export { Watch, type WatchOptions, type WatchStatistics, watch } from "./watch/watch.js";
