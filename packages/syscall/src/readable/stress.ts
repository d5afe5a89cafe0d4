import type * as Fs from "node:fs";
import type { watchReadable } from "../readable.js";

/** What `stress` needs, because it also runs as text, in other threads and processes. */
export interface StressTools {
  readonly fs: typeof Fs;
  readonly watchReadable: typeof watchReadable;
  /** netlink(7), NETLINK_ROUTE. */
  openNetlink(): number;
  openInotify(): number;
  addWatch(fd: number, path: string): void;
  close(fd: number): void;
}

export interface StressResult {
  readonly calls: number;
  readonly warnings: number;
  /** Descriptors and threads more than before. */
  readonly left: readonly [descriptors: number, threads: number];
}

/**
 * Opens descriptors, watches them, makes them readable, and closes, aborts and forgets the watches, in a random order.
 * For tests only. Uses nothing but its arguments.
 */
export async function stress(
  cycles: number,
  seed: number,
  directory: string,
  { fs, watchReadable, openNetlink, openInotify, addWatch, close }: StressTools,
): Promise<StressResult> {
  // Mulberry32, public domain.
  let state = seed;
  const random = (limit: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % limit;
  };
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
  const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
  const stock = () => [fs.readdirSync("/proc/self/fd").length, fs.readdirSync("/proc/self/task").length] as const;

  let calls = 0;
  let warnings = 0;
  process.on("warning", () => warnings++);
  // koffi and what Node opens at first use.
  close(openInotify());
  const before = stock();

  const buffer = new Uint8Array(65_536);
  // An ack comes back at once. struct nlmsghdr: 0 len | 4 type (NLMSG_NOOP) | 6 flags (REQUEST, ACK) | 8 seq | 12 port id
  const request = new Uint8Array(Uint32Array.of(16, 0x5_0001, 0, 0).buffer);
  interface Open {
    readonly fd: number;
    readonly kind: "netlink" | "inotify" | "shared";
    readonly end: () => void;
  }
  let open: Open[] = [];
  // Closing an inotify descriptor that watches something takes the kernel 12 ms: so a few stay.
  const shared = Array.from({ length: 8 }, () => openInotify());
  for (const fd of shared) addWatch(fd, directory);

  const drain = (fd: number) => {
    try {
      while (fs.readSync(fd, buffer) > 0);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
    }
  };
  const start = (i: number) => {
    const kind = (["netlink", "inotify", "shared"] as const)[random(3)] as Open["kind"];
    const fd = kind === "netlink" ? openNetlink() : kind === "inotify" ? openInotify() : (shared[i % 8] as number);
    const controller = new AbortController();
    const behavior = random(4);
    const watch = watchReadable(
      fd,
      () => {
        calls++;
        if (behavior === 0) watch.close();
        else if (behavior === 1) controller.abort();
        if (behavior !== 2 || random(3) === 0) drain(fd);
      },
      { signal: controller.signal },
    );
    const end = () => {
      const how = random(kind === "netlink" ? 5 : 4);
      if (how === 0) controller.abort();
      // The wrong way round.
      if (how === 4) close(fd);
      if (how === 1) watch.unref().ref();
      watch.close();
      if (how === 2) watch.ref().close();
      if (how !== 4 && kind !== "shared") close(fd);
    };
    open.push({ fd, kind, end });
  };

  for (let i = 0; i < cycles; i++) {
    start(i);
    if (random(2) === 0) for (const { fd, kind } of open) if (kind === "netlink") fs.writeSync(fd, request);
    if (random(20) === 0) fs.writeFileSync(`${directory}/${i % 50}`, "");
    if (random(4) === 0) await turn();
    // Now and then long enough for what has to come from another thread.
    if (random(50) === 0) await pause(2);
    if (open.length > 12) {
      const some = open.filter(() => random(3) > 0);
      open = open.filter((one) => !some.includes(one));
      for (const { end } of some) end();
    }
  }
  for (const { end } of open) end();
  for (const fd of shared) close(fd);
  let left: readonly [number, number] = [0, 0];
  for (let attempt = 0; attempt < 100; attempt++) {
    await pause(50);
    const after = stock();
    // Fewer: the C library had a file open for a moment when we looked first.
    left = [Math.max(0, after[0] - before[0]), after[1] - before[1]];
    if (left[0] === 0 && left[1] === 0) break;
  }
  return { calls, warnings, left };
}
