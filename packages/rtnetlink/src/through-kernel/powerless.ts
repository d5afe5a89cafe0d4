import { spawn } from "node:child_process";
import { once } from "node:events";
import { Fd, type HasFd, inNamespace, linux, type System } from "@netns/syscall";
import { openClient, type RtnetlinkClient } from "../client.js";

/** What a process without rights does: it opens a socket (AF_NETLINK, SOCK_RAW, NETLINK_ROUTE), says which, and waits. */
const PROGRAM = `
import { linux } from "@netns/syscall";
console.log(linux.socket(16, 3, 0));
process.stdin.resume();
`;

/** Sends to no address, which for a socket that is not connected is the kernel. */
const system: System = { ...linux, sendto: (fd, data, flags) => linux.sendto(fd, data, flags) };

/**
 * A client in a namespace that has no rights: its socket was opened by a process without capabilities. The kernel looks
 * at those of who opened it and of who sends, but for what is sent to an address (netlink_ns_capable in af_netlink.c).
 */
export async function powerlessClient(namespace: HasFd): Promise<RtnetlinkClient> {
  const drop = ["--bounding-set=-all", "--inh-caps=-all", "--ambient-caps=-all"];
  const node = [process.execPath, "--input-type=module", "-e", PROGRAM];
  const child = inNamespace(namespace, () =>
    spawn("setpriv", [...drop, ...node], { stdio: ["pipe", "pipe", "inherit"] }),
  );
  const closed = once(child, "close");
  try {
    const [number] = await Promise.race([once(child.stdout, "data"), closed.then(() => [Number.NaN])]);
    using process = new Fd(linux.pidfdOpen(child.pid ?? 0));
    return openClient({ fd: linux.pidfdGetfd(process.fd, Number(number)), system });
  } finally {
    child.stdin.end();
    await closed;
  }
}
