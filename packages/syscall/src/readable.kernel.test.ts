import { AsyncLocalStorage } from "node:async_hooks";
import { getEventListeners } from "node:events";
import { openSync, readdirSync, readSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { kernelTest } from "@netns/testing";
import { describe, expect, vi } from "vitest";
import { close } from "./close.js";
import { IN_CLOEXEC, IN_CREATE, IN_NONBLOCK } from "./constants/inotify.js";
import { hasCode } from "./errors.js";
import { Fd } from "./fd.js";
import { inotifyAddWatch, inotifyInit1, parseInotifyEvents } from "./inotify.js";
import { bind, libc } from "./libc.js";
import { type KoffiPoll, loopPoller } from "./readable/loop-poller.js";
import type { Poller } from "./readable/poller.js";
import { threadPoller } from "./readable/thread-poller.js";
import { type ReadableWatch, type WatchReadableOptions, watchReadable, watchReadableWith } from "./readable.js";
import { kernelIsSince } from "./testing/kernel-release.js";

const own = (fd: number) => new Fd(fd, { close });

const pollers: Record<string, () => Poller> = {
  "in the event loop": () => loopPoller((libc().koffi as unknown as { node: { poll: KoffiPoll } }).node.poll),
  "in a thread": () => threadPoller,
};

const eventfd_ = bind<[value: number, flags: number]>("int eventfd(unsigned int value, int flags)");
/** Readable while its value is not 0; a read makes it 0. */
const eventfd = (value = 0) => own(eventfd_(value, 0x80800));
const bump = (fd: number) => writeSync(fd, BigUint64Array.of(1n));
const value = (fd: number) => {
  const read = new BigUint64Array(1);
  readSync(fd, read);
  return Number(read[0]);
};

const dup = bind<[fd: number]>("int dup(int fd)");
const dup2 = bind<[fd: number, number: number]>("int dup2(int fd, int number)");
const pipe_ = bind<[fds: Int32Array]>("int pipe(void *fds)");
function pipe(): [Fd, Fd] {
  const fds = new Int32Array(2);
  pipe_(fds);
  return [own(fds[0] as number), own(fds[1] as number)];
}

function watchDirectory(path: string): Fd {
  const inotify = own(inotifyInit1(IN_NONBLOCK | IN_CLOEXEC));
  inotifyAddWatch(inotify.fd, path, IN_CREATE);
  return inotify;
}

const kcmp = bind<[pid: number, otherPid: number, type: number, fd: number, otherFd: number]>(
  "long kcmp(int pid, int otherPid, int type, unsigned long fd, unsigned long otherFd)",
  { number: { x64: 312, arm64: 272 } },
);
const canCompareFiles = kernelIsSince("6.10") || tells(() => kcmp(process.pid, process.pid, 0, 0, 0));
/** What an older kernel without kcmp(2) cannot notice is not tested there, but that it is such a kernel is. */
function comparingTest(name: string, test: () => Promise<void>): void {
  if (canCompareFiles) kernelTest(name, test);
  else kernelTest(`${name}: not to be noticed here`, () => expect(kernelIsSince("6.10")).toBe(false));
}
function tells(call: () => unknown): boolean {
  try {
    call();
    return true;
  } catch {
    return false;
  }
}

/** However busy the machine is. */
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 20_000, interval: 5 });
const threads = () => readdirSync("/proc/self/task");
/** Those that are there and were not before: the poller's stays for a moment after the last watch is closed. */
const startedSince = (before: readonly string[]) => threads().filter((thread) => !before.includes(thread));

describe.each(Object.entries(pollers))("%s", (_name, choose) => {
  const watch = (fd: number, listener: () => void, options?: WatchReadableOptions): ReadableWatch =>
    watchReadableWith(choose, fd, listener, options);
  /** The first call's result. */
  const once = <T>(fd: number, listener: () => T): Promise<T> =>
    new Promise((resolve, reject) => {
      const watched = watch(fd, () => {
        watched.close();
        try {
          resolve(listener());
        } catch (error) {
          reject(error);
        }
      });
    });

  /**
   * Until an event would have been delivered, if there was one: what is waited for is waited for together, so it comes
   * no later than the second of two that come after it.
   */
  const settled = async () => {
    for (let round = 0; round < 2; round++) {
      using event = eventfd(1);
      await once(event.fd, () => {});
      // What the same round has seen besides.
      await turn();
    }
  };

  kernelTest("an inotify descriptor: the event is there when the listener is called", async ({ scratch }) => {
    using inotify = watchDirectory(scratch);
    const buffer = Buffer.alloc(4096);
    const events = once(inotify.fd, () => parseInotifyEvents(buffer.subarray(0, readSync(inotify.fd, buffer))));
    writeFileSync(join(scratch, "blue"), "");
    expect((await events).map(({ name }) => Buffer.from(name).toString())).toEqual(["blue"]);
  });

  kernelTest("nextTick, promises and AsyncLocalStorage are as in any other callback", async () => {
    using event = eventfd(1);
    const storage = new AsyncLocalStorage<string>();
    const order: string[] = [];
    await storage.run("mine", () =>
      once(event.fd, () => {
        order.push(`listener ${storage.getStore()}`);
        process.nextTick(() => order.push("tick"));
        void Promise.resolve().then(() => order.push("promise"));
      }),
    );
    await turn();
    expect(order).toEqual(["listener mine", "tick", "promise"]);
  });

  kernelTest("level-triggered: called until all is read, and then only when there is more", async () => {
    const [reader, writer] = pipe();
    using _reader = reader;
    using _writer = writer;
    writeSync(writer.fd, "abc");
    const read: string[] = [];
    using _watch = watch(reader.fd, () => {
      const byte = Buffer.alloc(1);
      readSync(reader.fd, byte);
      read.push(byte.toString());
    });
    await eventually(() => expect(read.join("")).toBe("abc"));
    await settled();
    expect(read).toHaveLength(3);
    writeSync(writer.fd, "d");
    await eventually(() => expect(read.join("")).toBe("abcd"));
  });

  kernelTest("a busy listener: one call at a time, and none is queued up behind it", async () => {
    using event = eventfd();
    let calls = 0;
    using _watch = watch(event.fd, () => {
      calls++;
      value(event.fd);
      for (let i = 0; i < 100; i++) bump(event.fd);
      if (calls < 5) return;
      value(event.fd);
    });
    bump(event.fd);
    await eventually(() => expect(calls).toBe(5));
    await settled();
    expect(calls).toBe(5);
  });

  kernelTest("closing is idempotent, and nothing is called afterwards", async () => {
    using event = eventfd(1);
    let calls = 0;
    const watched = watch(event.fd, () => calls++);
    expect(watched.closed).toBe(false);
    watched.close();
    watched.close();
    watched[Symbol.dispose]();
    expect(watched.ref().unref().closed).toBe(true);
    await settled();
    expect(calls).toBe(0);
  });

  kernelTest("an event that has been seen already is not delivered after closing", async () => {
    using event = eventfd();
    using other = eventfd();
    let calls = 0;
    const watches: ReadableWatch[] = [];
    // Whichever comes first closes both.
    for (const { fd } of [event, other]) {
      watches.push(
        watch(fd, () => {
          calls++;
          for (const one of watches) one.close();
        }),
      );
    }
    bump(event.fd);
    bump(other.fd);
    await eventually(() => expect(calls).toBe(1));
    await settled();
    expect(calls).toBe(1);
  });

  kernelTest("a signal closes it, and is forgotten when it is closed otherwise", async () => {
    using event = eventfd();
    const controller = new AbortController();
    const { signal } = controller;
    let calls = 0;
    watch(event.fd, () => calls++, { signal }).close();
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
    const watched = watch(event.fd, () => calls++, { signal });
    const many = Array.from({ length: 5 }, () => watch(event.fd, () => calls++, { signal }));
    bump(event.fd);
    controller.abort();
    expect([watched, ...many].every(({ closed }) => closed)).toBe(true);
    expect(watch(event.fd, () => calls++, { signal }).closed).toBe(true);
    await settled();
    expect(calls).toBe(0);
  });

  kernelTest("one descriptor, watched twice", async () => {
    using event = eventfd(1);
    // Each sees the event, because neither reads it.
    const calls = await Promise.all([once(event.fd, () => "first"), once(event.fd, () => "second")]);
    expect(calls).toEqual(["first", "second"]);
  });

  kernelTest("an end of file is something to read", async () => {
    const [reader, writer] = pipe();
    using _reader = reader;
    const length = once(reader.fd, () => readSync(reader.fd, Buffer.alloc(1)));
    writer.close();
    expect(await length).toBe(0);
  });

  kernelTest("events that netlink has lost are an error to read, and the watch goes on behind it", async () => {
    using receiver = openUserNetlink();
    using sender = openUserNetlink();
    setsockopt(receiver.fd, SOL_SOCKET, SO_RCVBUF, Int32Array.of(0), 4);
    const seen: string[] = [];
    using _watch = watch(receiver.fd, () => {
      try {
        for (;;) seen.push(`${readSync(receiver.fd, Buffer.alloc(4096))} bytes`);
      } catch (error) {
        if (!hasCode(error, "EAGAIN")) seen.push((error as NodeJS.ErrnoException).code ?? String(error));
      }
    });
    for (let i = 0; i < 20; i++) multicast(sender.fd, 1000);
    await eventually(() => expect(seen).toContain("ENOBUFS"));
    await eventually(() => expect(seen.length).toBeGreaterThan(1));
    await settled();
    seen.length = 0;
    multicast(sender.fd, 16);
    await eventually(() => expect(seen).toEqual(["16 bytes"]));
  });

  comparingTest("a descriptor that is closed first: a warning, and the watch is closed", async () => {
    const event = eventfd();
    using copy = own(dup(event.fd));
    const warnings = collectWarnings();
    let calls = 0;
    const watched = watch(event.fd, () => calls++);
    event.close();
    bump(copy.fd);
    await eventually(() => expect(watched.closed).toBe(true));
    expect(await warnings()).toEqual(["NETNS_WATCHED_FD_CLOSED"]);
    expect(calls).toBe(0);
  });

  comparingTest("a number that is somebody else's by now: the listener never reads there", async () => {
    using event = eventfd();
    using copy = own(dup(event.fd));
    using stranger = eventfd(1);
    const warnings = collectWarnings();
    let calls = 0;
    const watched = watch(event.fd, () => calls++);
    dup2(stranger.fd, event.fd);
    await settled();
    expect(watched.closed).toBe(false);
    bump(copy.fd);
    await eventually(() => expect(watched.closed).toBe(true));
    expect(await warnings()).toEqual(["NETNS_WATCHED_FD_CLOSED"]);
    expect({ calls, value: value(stranger.fd) }).toEqual({ calls: 0, value: 1 });
  });

  kernelTest("a number that is reused after both are closed", async () => {
    for (let i = 0; i < 20; i++) {
      using event = eventfd(1);
      const first = event.fd;
      expect(await once(event.fd, () => value(event.fd))).toBe(1);
      event.close();
      using next = eventfd(1);
      expect(next.fd).toBe(first);
      expect(await once(next.fd, () => value(next.fd))).toBe(1);
    }
  });

  kernelTest("what cannot be watched is refused, and nothing is left behind", ({ scratch }) => {
    const listener = () => {};
    using file = own(openSync(scratch, "r"));
    const refused = (fd: unknown, expected: object, otherListener: unknown = listener, options?: object) =>
      expect(() => watch(fd as number, otherListener as () => void, options)).toThrow(
        expect.objectContaining(expected),
      );
    refused(file.fd, { code: "EPERM", syscall: "epoll_ctl" });
    refused(0x7fff_ffff, { code: "EBADF", syscall: "fcntl" });
    for (const fd of [-1, 1.5, Number.NaN, 2 ** 31]) refused(fd, { code: "ERR_OUT_OF_RANGE", name: "RangeError" });
    for (const fd of ["0", null, undefined, 3n, {}]) refused(fd, { code: "ERR_INVALID_ARG_TYPE", name: "TypeError" });
    refused(0, { code: "ERR_INVALID_ARG_TYPE" }, null);
    refused(0, { code: "ERR_INVALID_ARG_TYPE" }, listener, { signal: {} });
  });

  kernelTest("two hundred watches, half of them closed with an event under way, leave nothing", async () => {
    const before = threads();
    for (let i = 0; i < 200; i++) {
      using event = eventfd(i % 2);
      using _watch = watch(event.fd, () => {});
      if (i % 20 === 0) await turn();
    }
    await eventually(() => expect(startedSince(before)).toEqual([]));
    expect(process.listeners("exit").filter(({ name }) => name === "closeAll")).toEqual([]);
  });
});

kernelTest("which way is chosen: a thread where koffi.node.poll is missing", async () => {
  const { node } = libc().koffi as unknown as { node: { poll?: KoffiPoll } };
  const { poll } = node;
  const before = threads();
  using event = eventfd();
  watchReadable(event.fd, () => {}).close();
  expect(startedSince(before)).toEqual([]);
  try {
    delete node.poll;
    let calls = 0;
    using _watch = watchReadable(event.fd, () => {
      calls++;
      value(event.fd);
    });
    expect(startedSince(before)).not.toEqual([]);
    bump(event.fd);
    await eventually(() => expect(calls).toBe(1));
  } finally {
    if (poll) node.poll = poll;
  }
  await eventually(() => expect(startedSince(before)).toEqual([]));
});

/** The codes of what has been warned of since. */
function collectWarnings(): () => Promise<string[]> {
  const codes: string[] = [];
  const listener = (warning: Error & { code?: string }) => codes.push(warning.code ?? warning.message);
  process.on("warning", listener);
  return async () => {
    await turn();
    process.off("warning", listener);
    return codes;
  };
}

const SOL_SOCKET = 1;
const SO_RCVBUF = 8;
const setsockopt = bind<[fd: number, level: number, name: number, value: Int32Array, length: number]>(
  "int setsockopt(int fd, int level, int name, const void *value, unsigned int length)",
);
const socket = bind<[domain: number, type: number, protocol: number]>("int socket(int domain, int type, int protocol)");
const bindSocket = bind<[fd: number, address: Uint8Array, length: number]>(
  "int bind(int fd, const void *address, unsigned int length)",
);
const sendto = bind<
  [fd: number, data: Uint8Array, length: number, flags: number, address: Uint8Array, addressLength: number]
>("intptr_t sendto(int fd, const void *data, size_t length, int flags, const void *to, unsigned int toLength)");

/** struct sockaddr_nl: 0 family (AF_NETLINK) | 4 port id | 8 groups (the first) */
const groupOne = new Uint8Array(Uint32Array.of(16, 0, 1).buffer);

/** A socket for messages between programs (NETLINK_USERSOCK), in its first group. */
function openUserNetlink(): Fd {
  const fd = own(socket(16, 3 | 0x80000, 2));
  bindSocket(fd.fd, groupOne, 12);
  return fd;
}

function multicast(fd: number, length: number): void {
  try {
    sendto(fd, new Uint8Array(length), length, 0, groupOne, 12);
  } catch (error) {
    // It goes to the kernel as well, which does not listen; and the sender hears that a receiver has no room.
    if (!hasCode(error, "ECONNREFUSED") && !hasCode(error, "ENOBUFS")) throw error;
  }
}
