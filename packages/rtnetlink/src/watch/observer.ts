import { Fd, type HasFd, hasCode, type System } from "@netns/syscall";
import type { Observer } from "./events.js";

/**
 * The namespace of a socket.
 *
 * @param socket One that the thread could open a sibling of: `openSibling`.
 */
export function observerOf(socket: HasFd, system: System): Observer {
  using namespace = openNamespaceOf(socket, system);
  const { dev: device, ino: inode } = system.fs.fstatSync(namespace.fd, { bigint: true });
  return { device, inode };
}

function openNamespaceOf({ fd }: HasFd, system: System): Fd {
  try {
    // SIOCGSKNS (net/socket.c)
    return new Fd(system.siocgskns(fd), system);
  } catch (error) {
    if (!hasCode(error, "EPERM")) throw error;
    // No CAP_NET_ADMIN: a sibling is to be had only in the thread's own.
    return new Fd(system.fs.openSync("/proc/thread-self/ns/net", "r"), system.fs);
  }
}
