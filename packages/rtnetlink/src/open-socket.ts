import {
  AF_NETLINK,
  Fd,
  getSocketOption,
  hasCode,
  inNamespace,
  NETLINK_ROUTE,
  type Received,
  SOCK_CLOEXEC,
  SOCK_RAW,
  type System,
  setSocketOption,
} from "@netns/syscall";
import type { SocketOptions } from "./options.js";

/** Its address: to send to, and as the wish for a port id of its choice. */
export const KERNEL = { family: AF_NETLINK, portId: 0, groups: 0 } as const;

/** A socket of the calling thread's namespace, without an address yet. */
export function openRouteSocket(system: System): Fd {
  return new Fd(system.socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE), system);
}

/** The socket that options ask for. It belongs to the namespace that it is made in; then it can be used from any. */
export function openSocket({ namespace, fd }: SocketOptions, system: System): Fd {
  if (fd !== undefined) return adopt(fd, namespace, system);
  const open = () => openRouteSocket(system);
  let made: Fd | undefined;
  try {
    using file = typeof namespace === "string" ? new Fd(system.fs.openSync(namespace, "r"), system.fs) : undefined;
    const target = typeof namespace === "string" ? file : namespace;
    if (target === undefined) return open();
    return inNamespace(target, () => (made = open()), system);
  } catch (error) {
    // Something went wrong on the way back, with the socket made already.
    made?.close();
    throw error;
  }
}

/**
 * One more socket in the namespace of another, wherever the thread is by now, and whether or not what named the
 * namespace is still there.
 *
 * @throws SyscallError EPERM without CAP_NET_ADMIN over a namespace that the thread is not in.
 */
export function openSibling(fd: number, system: System): Fd {
  let denied: unknown;
  let sibling: Fd | undefined;
  try {
    // SIOCGSKNS (net/socket.c): the namespace of a socket.
    using namespace = new Fd(system.siocgskns(fd), system);
    sibling = openSocket({ namespace }, system);
    return sibling;
  } catch (error) {
    sibling?.close();
    if (!hasCode(error, "EPERM")) throw error;
    denied = error;
  }
  const made = openSocket({}, system);
  try {
    const [here, there] = [made.fd, fd].map((each) => getSocketOption(each, "SO_NETNS_COOKIE", system));
    if (here !== there) throw denied;
    return made;
  } catch (error) {
    made.close();
    throw error;
  }
}

/**
 * Gives a socket a port id, and tells it: what the kernel addresses it by, a u32. One that is bound already, as a
 * caller's may be, keeps its own: it cannot be bound again to an id of the kernel's choice (af_netlink.c).
 */
export function bindSocket(fd: number, { fd: given }: SocketOptions, system: System): number {
  const portId = given === undefined ? 0 : portIdOf(fd, system);
  if (portId !== 0) return portId;
  system.bind(fd, KERNEL);
  return portIdOf(fd, system);
}

/** SO_RCVBUF stops at net.core.rmem_max; SO_RCVBUFFORCE does not, but is for the privileged (socket(7)). */
export function setReceiveBuffer(fd: number, bytes: number, system: System): void {
  try {
    setSocketOption(fd, "SO_RCVBUFFORCE", bytes, system);
  } catch (error) {
    if (!hasCode(error, "EPERM")) throw error;
    setSocketOption(fd, "SO_RCVBUF", bytes, system);
  }
}

/** Any process may send to our port id; only the kernel's is 0. */
export function isFromKernel({ from }: Received): boolean {
  return from?.family === AF_NETLINK && from.portId === KERNEL.portId;
}

function portIdOf(fd: number, system: System): number {
  const address = system.getsockname(fd);
  if (address.family !== AF_NETLINK) throw new TypeError(`not a netlink socket: family ${address.family}`);
  return address.portId;
}

function adopt(number: number, namespace: SocketOptions["namespace"], system: System): Fd {
  const fd = new Fd(number, system);
  try {
    if (namespace !== undefined) throw new TypeError("a socket that is there already has its namespace");
    const family = getSocketOption(number, "SO_DOMAIN", system);
    const protocol = getSocketOption(number, "SO_PROTOCOL", system);
    if (family !== AF_NETLINK || protocol !== NETLINK_ROUTE)
      throw new TypeError(`no socket for rtnetlink: family ${family}, protocol ${protocol}`);
    return fd;
  } catch (error) {
    fd.close();
    throw error;
  }
}
