import { spawn } from "node:child_process";
import { once } from "node:events";
import { kernelTest } from "@netns/testing";
import { expect, vi } from "vitest";
import { close } from "./close.js";
import { POLLHUP, POLLIN, POLLNVAL, POLLOUT } from "./constants/poll.js";
import { AF_UNIX, SOCK_DGRAM, SOCK_STREAM } from "./constants/socket.js";
import { Fd } from "./fd.js";
import { interruptible } from "./libc.js";
import { poll } from "./poll.js";
import { recvmsg, sendto, setSocketOption, socket, socketpair } from "./socket.js";
import { withDescriptorLimit } from "./testing/descriptor-limit.js";

const own = (fd: number) => new Fd(fd, { close });
const interrupted = (syscall: string) => expect.objectContaining({ name: "SyscallError", code: "EINTR", syscall });

/**
 * What happens, and how many milliseconds it takes, with a handler for SIGUSR2, and that signal every 100 milliseconds:
 * unless they are counted, for as long as it takes, so that a wait that begins anew with each of them would never end.
 */
async function duringSignals(wait: () => unknown, signals = 1e6): Promise<{ outcome: unknown; elapsed: number }> {
  let calls = 0;
  const handler = () => calls++;
  process.on("SIGUSR2", handler);
  const script = `echo; n=${signals}; while [ $n -gt 0 ] && kill -USR2 ${process.pid}; do n=$((n - 1)); sleep 0.1; done`;
  const child = spawn("sh", ["-c", script], { stdio: ["ignore", "pipe", "ignore"] });
  const closed = once(child, "close");
  try {
    await once(child.stdout, "data");
    const start = performance.now();
    let outcome: unknown;
    try {
      outcome = wait();
    } catch (error) {
      outcome = error;
    }
    const elapsed = performance.now() - start;
    await vi.waitFor(() => expect(calls).toBeGreaterThan(0), { timeout: 20_000 });
    return { outcome, elapsed };
  } finally {
    child.kill();
    await closed;
    process.off("SIGUSR2", handler);
  }
}

kernelTest("what each descriptor is ready for, in the order of the requests", () => {
  const [left, right] = socketpair(AF_UNIX, SOCK_STREAM, 0).map(own) as [Fd, Fd];
  using _left = left;
  using _right = right;
  const requests = [
    { fd: left.fd, events: POLLIN | POLLOUT },
    { fd: right.fd, events: POLLIN },
    { fd: right.fd, events: 0 },
  ];
  expect(poll(requests, 0)).toEqual([POLLOUT, 0, 0]);
  sendto(left.fd, Buffer.from("x"), 0);
  expect(poll(requests, -1)).toEqual([POLLOUT, POLLIN, 0]);
  left.close();
  expect(poll([{ fd: right.fd, events: POLLIN }], 1000)).toEqual([POLLIN | POLLHUP]);
});

kernelTest("time goes by when nothing happens", () => {
  const start = performance.now();
  expect(poll([], 50)).toEqual([]);
  const elapsed = performance.now() - start;
  expect(elapsed).toBeGreaterThan(49);
});

kernelTest("a descriptor that is not open is a result; more than a process may have is an error", () => {
  expect(poll([{ fd: 0x7fff_fff0, events: POLLIN }], 0)).toEqual([POLLNVAL]);
  const tooMany = Array(65).fill({ fd: 0, events: 0 });
  withDescriptorLimit(64, () => {
    expect(() => poll(tooMany, 0)).toThrow(expect.objectContaining({ code: "EINVAL", syscall: "poll" }));
  });
});

kernelTest.for<[unknown, unknown, string]>([
  [undefined, 0, "ERR_INVALID_ARG_TYPE"],
  [[{ fd: -1, events: 1 }], 0, "ERR_OUT_OF_RANGE"],
  [[{ fd: 0, events: 0x1_0000 }], 0, "ERR_OUT_OF_RANGE"],
  [[{ fd: 0 }], 0, "ERR_INVALID_ARG_TYPE"],
  [[undefined], 0, "ERR_INVALID_ARG_TYPE"],
  [[], -2, "ERR_OUT_OF_RANGE"],
  [[], Number.NaN, "ERR_OUT_OF_RANGE"],
  [[], 0.5, "ERR_OUT_OF_RANGE"],
  [[], Number.POSITIVE_INFINITY, "ERR_OUT_OF_RANGE"],
  [[], undefined, "ERR_INVALID_ARG_TYPE"],
])("poll(%o, %o) is refused: %s", ([requests, timeout, code]) => {
  expect(() => poll(requests as never, timeout as never)).toThrow(expect.objectContaining({ code }));
});

kernelTest("signals do not end the wait, nor make it longer", async () => {
  const { outcome, elapsed } = await duringSignals(() => poll([], 300));
  expect(outcome).toEqual([]);
  expect(elapsed).toBeGreaterThan(299);
});

kernelTest("a signal ends a wait that may be interrupted", async () => {
  const { outcome } = await duringSignals(() => interruptible(() => poll([], 60_000)));
  expect(outcome).toEqual(interrupted("poll"));
});

kernelTest("the same with a receive that has a time limit", async () => {
  using idle = own(socket(AF_UNIX, SOCK_DGRAM, 0));
  setSocketOption(idle.fd, "SO_RCVTIMEO", 300);
  const receive = () => recvmsg(idle.fd, new Uint8Array(1), 0);
  // Its time begins anew: the kernel has it, and does not say how much of it is over.
  const restarted = await duringSignals(receive, 5);
  expect(restarted.outcome).toMatchObject({ code: "EAGAIN", syscall: "recvmsg" });
  expect(restarted.elapsed).toBeGreaterThan(299);
  const ended = await duringSignals(() => interruptible(receive));
  expect(ended.outcome).toEqual(interrupted("recvmsg"));
  // Only within the callback.
  expect((await duringSignals(receive, 5)).outcome).toMatchObject({ code: "EAGAIN" });
});
