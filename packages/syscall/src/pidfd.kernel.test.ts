import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fstatSync, openSync, readdirSync, readSync, statSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { CLONE_NEWNET, CLONE_NEWUTS } from "./constants/namespace.js";
import { PIDFD_NONBLOCK, PIDFD_SIGNAL_THREAD_GROUP, PIDFD_THREAD } from "./constants/pidfd.js";
import { F_GETFD, F_GETFL, FD_CLOEXEC } from "./constants/process.js";
import { Fd } from "./fd.js";
import { setns, unshare } from "./namespace.js";
import { pidfdGetfd, pidfdGetNetNamespace, pidfdOpen, pidfdSendSignal } from "./pidfd.js";
import { inNewNamespace } from "./scoped.js";
import { linux } from "./system.js";
import { kernelIsSince, since } from "./testing/kernel-release.js";

/** More than the kernel ever gives out: PID_MAX_LIMIT. */
const NO_PID = 2 ** 22 + 1;

const failure = (code: unknown, syscall: string) => expect.objectContaining({ code, syscall });
const isCloseOnExec = ({ fd }: Fd) => linux.fcntl(fd, F_GETFD, 0) === FD_CLOEXEC;
const own = () => new Fd(pidfdOpen(process.pid));
const plainFile = () => new Fd(openSync("/proc/self/status", "r"));

/** A child that does nothing, in a network namespace of its own; gone afterwards. */
async function withChild(test: (child: ChildProcess & { readonly pid: number }) => void | Promise<void>) {
  const child = inNewNamespace(() => spawn("cat"));
  try {
    await once(child, "spawn");
    await test(child as ChildProcess & { readonly pid: number });
  } finally {
    child.kill("SIGKILL");
    if (child.exitCode === null && child.signalCode === null) await once(child, "close");
  }
}

kernelTest("a pidfd is close-on-exec, and takes flags", () => {
  using plain = own();
  expect(isCloseOnExec(plain)).toBe(true);
  since(
    "5.10",
    "EINVAL",
    () => new Fd(pidfdOpen(process.pid, PIDFD_NONBLOCK)),
    (fd) => {
      using _ = fd;
      expect(linux.fcntl(fd.fd, F_GETFL, 0) & 0x800).toBe(0x800);
    },
  );
  const thread = Number(readdirSync("/proc/self/task").find((tid) => Number(tid) !== process.pid));
  since(
    "6.9",
    "EINVAL",
    () => new Fd(pidfdOpen(thread, PIDFD_THREAD)),
    (fd) => fd.close(),
  );
  // It does not lead its process. Linux 6.1 says EINVAL, 6.18 ENOENT.
  expect(() => pidfdOpen(thread)).toThrow(failure(expect.stringMatching(/^(EINVAL|ENOENT)$/), "pidfd_open"));
});

kernelTest("who is not there cannot be opened", () => {
  expect(() => pidfdOpen(NO_PID)).toThrow(failure("ESRCH", "pidfd_open"));
  expect(() => pidfdOpen(0)).toThrow(failure("EINVAL", "pidfd_open"));
  expect(() => pidfdOpen(process.pid, 1)).toThrow(failure("EINVAL", "pidfd_open"));
  for (const wrong of [2 ** 31, 1.5, Number.NaN, "1", undefined]) {
    expect(() => pidfdOpen(wrong as number)).toThrow(expect.objectContaining({ code: expect.stringMatching(/^ERR_/) }));
  }
});

kernelTest("a signal reaches its process, and afterwards there is nobody", () =>
  withChild(async (child) => {
    using fd = new Fd(pidfdOpen(child.pid));
    pidfdSendSignal(fd.fd, 0);
    const exit = once(child, "exit");
    pidfdSendSignal(fd.fd, constants.signals.SIGTERM);
    expect(await exit).toEqual([null, "SIGTERM"]);
    expect(() => pidfdSendSignal(fd.fd, 0)).toThrow(failure("ESRCH", "pidfd_send_signal"));
    expect(() => pidfdGetfd(fd.fd, 0)).toThrow(failure("ESRCH", "pidfd_getfd"));
    expect(() => setns(fd.fd, CLONE_NEWNET)).toThrow(failure("ESRCH", "setns"));
    const code = kernelIsSince("6.11") ? "ESRCH" : "ENOTTY";
    expect(() => pidfdGetNetNamespace(fd.fd)).toThrow(failure(code, "ioctl"));
  }),
);

kernelTest("signals that there are not, and descriptors of something else", () => {
  using fd = own();
  using plain = plainFile();
  expect(() => pidfdSendSignal(fd.fd, 999)).toThrow(failure("EINVAL", "pidfd_send_signal"));
  expect(() => pidfdSendSignal(fd.fd, 0, 8)).toThrow(failure("EINVAL", "pidfd_send_signal"));
  expect(() => pidfdSendSignal(plain.fd, 0)).toThrow(failure("EBADF", "pidfd_send_signal"));
  expect(() => pidfdSendSignal(fd.fd, Number.NaN)).toThrow(expect.objectContaining({ code: "ERR_OUT_OF_RANGE" }));
  // Linux 6.9 brought the flags; whether there is a process group that we lead depends on who started us.
  since(
    "6.9",
    "EINVAL",
    () => pidfdSendSignal(fd.fd, 0, PIDFD_SIGNAL_THREAD_GROUP),
    () => {},
  );
});

kernelTest("a descriptor of another process becomes ours", ({ scratch }) => {
  const file = join(scratch, "file");
  writeFileSync(file, "from there");
  return withChild((child) => {
    using fd = new Fd(pidfdOpen(child.pid));
    using input = new Fd(pidfdGetfd(fd.fd, 0));
    expect(isCloseOnExec(input)).toBe(true);
    expect(fstatSync(input.fd).ino).toBe(statSync(`/proc/${child.pid}/fd/0`).ino);
    // From ourselves as well: one and the same open file.
    using opened = new Fd(openSync(file, "r"));
    using self = own();
    using copy = new Fd(pidfdGetfd(self.fd, opened.fd));
    readSync(copy.fd, Buffer.alloc(5));
    const rest = Buffer.alloc(16);
    expect(rest.toString("utf8", 0, readSync(opened.fd, rest))).toBe("there");
  });
});

kernelTest("what is not open there, or no pidfd, cannot be had", () => {
  using self = own();
  using plain = plainFile();
  expect(() => pidfdGetfd(self.fd, 2 ** 30)).toThrow(failure("EBADF", "pidfd_getfd"));
  expect(() => pidfdGetfd(plain.fd, 0)).toThrow(failure("EBADF", "pidfd_getfd"));
  expect(() => pidfdGetfd(self.fd, -1)).toThrow(expect.objectContaining({ code: "ERR_OUT_OF_RANGE" }));
});

kernelTest("a process's network namespace by its pidfd alone", () =>
  withChild((child) => {
    using fd = new Fd(pidfdOpen(child.pid));
    using plain = plainFile();
    since(
      "6.11",
      "ENOTTY",
      () => new Fd(pidfdGetNetNamespace(fd.fd)),
      (namespace) => {
        using _ = namespace;
        expect(fstatSync(namespace.fd).ino).toBe(statSync(`/proc/${child.pid}/ns/net`).ino);
        expect(isCloseOnExec(namespace)).toBe(true);
      },
    );
    expect(() => pidfdGetNetNamespace(plain.fd)).toThrow(failure("ENOTTY", "ioctl"));
  }),
);

kernelTest("setns takes a pidfd, and several kinds at once: all of them or none", () => {
  // In a user namespace the host's is not ours to enter; a new one is, and the child inherits it.
  unshare(CLONE_NEWUTS);
  return withChild((child) => {
    using fd = new Fd(pidfdOpen(child.pid));
    const net = () => statSync("/proc/thread-self/ns/net").ino;
    const home = net();
    using back = new Fd(openSync("/proc/thread-self/ns/net", "r"));
    try {
      setns(fd.fd, CLONE_NEWNET | CLONE_NEWUTS);
      expect(net()).toBe(statSync(`/proc/${child.pid}/ns/net`).ino);
    } finally {
      setns(back.fd, CLONE_NEWNET);
    }
    expect(net()).toBe(home);
    expect(() => setns(fd.fd, 0)).toThrow(failure("EINVAL", "setns"));
    expect(() => setns(fd.fd, CLONE_NEWNET | 1)).toThrow(failure("EINVAL", "setns"));
    expect(net()).toBe(home);
  });
});
