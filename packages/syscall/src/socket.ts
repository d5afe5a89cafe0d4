/** Sockets: addresses, messages and what comes beside them, options. */
export type { SocketAddress } from "./socket/address.js";
export { type ControlMessage, nsidOf, rights } from "./socket/control.js";
export {
  type Accepted,
  accept4,
  bind,
  connect,
  getpeername,
  getsockname,
  listen,
  shutdown,
  socket,
  socketpair,
} from "./socket/endpoint.js";
export type { Inet6Address, InetAddress } from "./socket/inet.js";
export type { NetlinkAddress } from "./socket/netlink.js";
export {
  getSocketOption,
  type SocketOptionName,
  type SocketOptionValue,
  setSocketOption,
} from "./socket/option-table.js";
export { getsockopt, setsockopt } from "./socket/options.js";
export type { OtherAddress, OtherFamily } from "./socket/other.js";
export type { PacketAddress } from "./socket/packet.js";
export { type Received, type ReceiveOptions, recvmsg } from "./socket/receive.js";
export { recvmmsg } from "./socket/receive-many.js";
export { type OutgoingMessage, sendmsg, sendto } from "./socket/send.js";
export type { UnixAddress } from "./socket/unix.js";
