import { createRequire } from "node:module";

/**
 * ours.mjs LIBRARY TASK MILLISECONDS: system calls of the package, in a process of their own. Writes "MINIMUM MEDIAN":
 * nanoseconds. with-c.c makes the same calls.
 */

const [library = "", task = "", milliseconds = "0"] = process.argv.slice(2);
/** @type {any} The package; what is built of it knows no types here. */
const { AF_NETLINK, CLONE_NEWNET, Fd, inNamespace, inNewNamespace, linux, MSG_DONTWAIT, SOCK_CLOEXEC, SOCK_RAW } =
  createRequire(import.meta.url)(library);

/** Milliseconds. */
const WARM_UP = 300;
const DATAGRAM = 32_768;
const NETLINK_ROUTE = 0;
const NETLINK_USERSOCK = 2;
const SOL_SOCKET = 1;
const SO_RCVBUF = 8;
const nothing = () => {};

/** @typedef {{ prepare: () => void, call: () => void, count: number }} Task */

/** What is made ready once, then before each call of a run, and what is timed. @type {Record<string, () => Task>} */
const tasks = {
  socket() {
    // As a socket of the package is made and closed: by the calls that the system has for it.
    const closer = typeof linux.close === "function" ? linux : linux.fs;
    const call = () => new Fd(linux.socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE), closer).close();
    return { prepare: nothing, call, count: 500 };
  },
  setns() {
    const [home, there] = [openHere(), inNewNamespace(openHere)];
    const call = () => {
      linux.setns(there, CLONE_NEWNET);
      linux.setns(home, CLONE_NEWNET);
    };
    return { prepare: nothing, call, count: 500 };
  },
  scoped() {
    const there = { fd: inNewNamespace(openHere) };
    return { prepare: nothing, call: () => inNamespace(there, nothing), count: 200 };
  },
  recvmsg() {
    const [receiver, sender] = [0, 1].map(() => linux.socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_USERSOCK));
    linux.setsockopt(receiver, SOL_SOCKET, SO_RCVBUF, 1 << 20);
    linux.bind(receiver, { family: AF_NETLINK, portId: 0, groups: 0 });
    const to = linux.getsockname(receiver);
    const data = new Uint8Array(DATAGRAM);
    const buffer = new Uint8Array(DATAGRAM);
    const prepare = () => linux.sendto(sender, data, 0, to);
    const call = () => {
      if (linux.recvmsg(receiver, buffer, MSG_DONTWAIT).length !== DATAGRAM) throw new Error("something is missing");
    };
    return { prepare, call, count: 8 };
  },
};

function openHere() {
  return linux.fs.openSync("/proc/thread-self/ns/net", "r");
}

const start = tasks[task];
if (start === undefined) throw new Error(`no task "${task}"`);
const { prepare, call, count } = start();
// Until the compiler has done what it does, which short turns would not give it the time for.
measure(WARM_UP);
const runs = measure(Number(milliseconds));
console.log(`${runs[0]} ${runs[runs.length >> 1]}`);

/** @param {number} milliseconds */
function measure(milliseconds) {
  /** @type {number[]} */
  const runs = [];
  const end = performance.now() + milliseconds;
  while (performance.now() < end) {
    for (let i = 0; i < count; i++) prepare();
    const start = process.hrtime.bigint();
    for (let i = 0; i < count; i++) call();
    runs.push(Number(process.hrtime.bigint() - start) / count);
  }
  return runs.sort((a, b) => a - b);
}
