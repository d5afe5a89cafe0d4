/**
 * Named network namespaces, as ip-netns(8) keeps them: create, delete, list, identify, enter, watch. Plain functions;
 * what they all take is in `Options`. Start with `createNamespace`.
 */

/** The errors of the layers below that come through. */
export { NetlinkError } from "@netns/rtnetlink";
export {
  type Bytes,
  errnoText,
  type InheritedDescriptor,
  type InheritedState,
  ordinaryState,
  SyscallError,
  UnsupportedPlatformError,
} from "@netns/syscall";
export { attachNamespace, createNamespace } from "./create.js";
export { deleteNamespace } from "./delete.js";
export { InvalidNameError, NamespaceError, type Step } from "./errors.js";
export { type ExecOptions, execInNamespace } from "./exec.js";
export { identifyProcess, namesOf } from "./identify.js";
export { type EntryKind, hasRunDir, listNames, listNamespaces, type NamespaceEntry } from "./list.js";
export { checkName, type Name } from "./name.js";
export {
  isSameNamespace,
  Namespace,
  type NamespaceIdentity,
  type NamespaceSource,
  openNamespace,
} from "./namespace.js";
export { getNsid, type ListNsidsOptions, listNsids, type NsidEntry, type ObserverOptions, setNsid } from "./nsid.js";
export { type EnterOptions, enterForGood } from "./overlay.js";
export type { Options } from "./paths.js";
export { listPids } from "./pids.js";
export { runAndWait } from "./run-and-wait.js";
export type { LockOptions } from "./run-dir.js";
export type { NameEvent, NsidEvent, ResyncEvent, ResyncReason, SnapshotEvent, WatchEvent } from "./watch/events.js";
export { type NamespaceWatch, type WatchOptions, watchNamespaces } from "./watch/watch.js";
