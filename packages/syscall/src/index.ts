/**
 * The Linux system calls that Node lacks, with errors in the shape of Node's own, through koffi. Start with `linux`,
 * the object that holds them all, and with `inNamespace`, the one switch of a thread that lives on.
 */
export type { Bytes } from "./c-string.js";
export * from "./constants/capability.js";
export * from "./constants/flock.js";
export * from "./constants/inotify.js";
export * from "./constants/mount.js";
export * from "./constants/namespace.js";
export * from "./constants/pidfd.js";
export * from "./constants/poll.js";
export * from "./constants/process.js";
export * from "./constants/signals.js";
export * from "./constants/socket.js";
export { errno, errnoName, errnoText } from "./errno.js";
export {
  hasCode,
  isSystemCallFailure,
  quietly,
  SyscallError,
  type SyscallFacts,
  type SystemCallFailure,
  UnsupportedPlatformError,
} from "./errors.js";
export { type Closer, Fd, type HasFd } from "./fd.js";
export type { FileStatus } from "./file.js";
export { type InotifyEvent, parseInotifyEvents } from "./inotify.js";
export { interruptible } from "./libc.js";
export { type NamespaceFilter, namespaceIds, supportsListns } from "./listns.js";
export type { FileSystemStatus } from "./mount.js";
export type { MountNamespaceInfo, NeighborMountNamespace } from "./nsfs.js";
export type { PollRequest } from "./poll.js";
export {
  becomeProgram,
  type Capabilities,
  type ChildEvent,
  type ChildStatus,
  decodeWaitStatus,
  type ExitStatus,
  hasCapability,
  type InheritedDescriptor,
  type InheritedState,
  ordinaryState,
  type PauseStatus,
  type ProgramCalls,
  type ProgramOptions,
  type ResourceLimit,
  type RestoredProcess,
  restoreProcess,
  type SignalAction,
  type SpawnOptions,
} from "./process/index.js";
export type { ReadableWatch, WatchReadableOptions } from "./readable.js";
export { inNamespace, inNewNamespace } from "./scoped.js";
export {
  type Accepted,
  type ControlMessage,
  getSocketOption,
  type Inet6Address,
  type InetAddress,
  type NetlinkAddress,
  nsidOf,
  type OtherAddress,
  type OtherFamily,
  type OutgoingMessage,
  type PacketAddress,
  type Received,
  type ReceiveOptions,
  rights,
  type SocketAddress,
  type SocketOptionName,
  type SocketOptionValue,
  setSocketOption,
  type UnixAddress,
} from "./socket.js";
export { type FileSystem, linux, type System } from "./system.js";
