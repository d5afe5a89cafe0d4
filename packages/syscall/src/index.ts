/**
 * The Linux system calls that Node lacks, with errors in the shape of Node's own, through koffi. Start with `linux`,
 * the object that holds them all, and with `inNamespace`, the one switch of a thread that lives on.
 */
export type { Bytes } from "./c-string.js";
export * from "./constants/flock.js";
export * from "./constants/inotify.js";
export * from "./constants/mount.js";
export * from "./constants/namespace.js";
export * from "./constants/process.js";
export * from "./constants/socket.js";
export { errno, errnoName, errnoText } from "./errno.js";
export { hasCode, SyscallError, type SyscallFacts, UnsupportedPlatformError } from "./errors.js";
export { type Closer, Fd, type HasFd } from "./fd.js";
export { type InotifyEvent, parseInotifyEvents } from "./inotify.js";
export type { FileSystemStatus } from "./mount.js";
export type { ExitStatus, ResourceLimit } from "./process.js";
export type { ReadableWatch } from "./readable.js";
export { inNamespace, inNewNamespace } from "./scoped.js";
export type { NetlinkAddress, Received } from "./socket.js";
export { type FileSystem, linux, type System } from "./system.js";
