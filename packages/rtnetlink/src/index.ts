/**
 * A netlink client for Linux: requests and dumps are plain synchronous calls, events come through Node's event loop,
 * in any network namespace. Start with `openClient`, and with the verbs in `verbs/`.
 */
export { type ClientOptions, type Dump, openClient, type Request, RtnetlinkClient } from "./client.js";
export { DumpInterruptedError, NetlinkError, NoAnswerError } from "./errors.js";
export type { SocketOptions } from "./options.js";
export { getNsid, listNsids, type NsidPair, type Peer, setNsid, type TargetOptions } from "./verbs/nsid.js";
export { type NsidChange, NsidWatch, type NsidWatchListener, watchNsids } from "./watch/nsid.js";
