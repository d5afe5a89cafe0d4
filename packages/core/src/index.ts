/**
 * Named network namespaces, as ip-netns(8) keeps them: create, delete, list, identify, enter, watch. Plain functions;
 * what they all take is in `Options`. Start with `createNamespace`.
 */

/** The errors of the layers below that come through. */
export { NetlinkError } from "@netns/rtnetlink";
export {
  type Bytes,
  becomeProgram,
  type ExitStatus,
  errnoText,
  type Fd,
  type HasFd,
  type InheritedDescriptor,
  type InheritedState,
  ordinaryState,
  SyscallError,
  type System,
  UnsupportedPlatformError,
} from "@netns/syscall";
export { attachNamespace, type CreateOptions, createNamespace, createNamespaces } from "./create.js";
export { type DeleteFailure, deleteNamespace, deleteNamespaces } from "./delete.js";
export { InvalidNameError, NamespaceError, type Step, type SystemCallFailure } from "./errors.js";
export { type ExecOptions, exec } from "./exec.js";
export { hintOf } from "./hint.js";
export { findHolders, type Holder } from "./holders.js";
export { identifyProcess } from "./identify.js";
export { isSameNamespace, type NamespaceIdentity } from "./identity.js";
export { type Collected, type CollectOptions, collect } from "./inside/collect.js";
export { NamespaceProcess, type NamespaceProcessEvents } from "./inside/process.js";
export { type RunOptions, run, runWith } from "./inside/run.js";
export { type SpawnOptions, spawn } from "./inside/spawn.js";
export type { OpenStream, StdioEntry, StdioOption } from "./inside/stdio.js";
export {
  type EntryKind,
  hasRunDir,
  type ListNamespacesOptions,
  type ListOptions,
  listNames,
  listNamespaces,
  type NamespaceEntry,
} from "./list.js";
export { listNsids } from "./list-nsids.js";
export { checkName, type Name } from "./name.js";
export { namesOf } from "./names-of.js";
export { Namespace, type NamespaceSource, openNamespace } from "./namespace.js";
export { getNsid } from "./nsid.js";
export type { ListNsidsOptions, NsidEntry, NsidListing } from "./nsid-entries.js";
export type { NsidAnswer, Observed, ObserverOptions } from "./observer.js";
export { openSocket } from "./open-socket.js";
export { type EnterOptions, enterForGood } from "./overlay.js";
export type { Options } from "./paths.js";
export { listPids, type PidsOptions, type ProcessEntry, scanProcesses } from "./pids.js";
export { runAndWait } from "./run-and-wait.js";
export type { LockOptions } from "./run-dir.js";
export { Session } from "./session.js";
export { setNsid } from "./set-nsid.js";
export type {
  NameEvent,
  NsidEvent,
  ResyncEvent,
  ResyncReason,
  SnapshotEvent,
  TargetNsids,
  WatchEvent,
} from "./watch/events.js";
export { type NamespaceWatch, type WatchOptions, watchNamespaces } from "./watch/watch.js";
