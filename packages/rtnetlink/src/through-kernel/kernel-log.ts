import { closeSync, constants, openSync, readSync, writeFileSync } from "node:fs";
import { linkMessage, RTM_GETLINK, RTM_SETLINK } from "@netns/netlink";
import { hasCode } from "@netns/syscall";
import { expect, vi } from "vitest";
import { Lab } from "./lab.js";

/** The kernel's complaints name the thread: with a name of its own, nobody else's are taken for ours. */
const NAME = `nt-${process.pid}`;
const COMPLAINTS = [
  /netlink: \d+ bytes leftover after parsing attributes in process `(.*)'/,
  /netlink: '(.*)': attribute type \d+ has an invalid length/,
];

/** To be called before a file's tests: from here on complaints can be told apart. */
export function nameThread(): void {
  writeFileSync("/proc/thread-self/comm", NAME);
}

/** What the kernel has said about our messages; undefined where its log cannot be read. */
function complaints(): string[] | undefined {
  let fd: number;
  try {
    fd = openSync("/dev/kmsg", constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    if (["ENOENT", "EACCES", "EPERM"].some((code) => hasCode(error, code))) return undefined;
    throw error;
  }
  try {
    const found: string[] = [];
    // A read gives one record.
    const buffer = new Uint8Array(8192);
    for (;;) {
      try {
        const record = Buffer.from(buffer.buffer, 0, readSync(fd, buffer)).toString();
        if (COMPLAINTS.some((complaint) => complaint.exec(record)?.[1] === NAME)) found.push(record);
      } catch (error) {
        if (hasCode(error, "EAGAIN")) return found;
        // EPIPE: what was to come next has been overwritten.
        if (!hasCode(error, "EPIPE")) throw error;
      }
    }
  } finally {
    closeSync(fd);
  }
}

/**
 * Fails when the kernel has complained of a message that was sent since `nameThread`; then gives it cause, because a log
 * that stays silent in any case proves nothing.
 */
export async function expectNoComplaints(): Promise<void> {
  const before = complaints();
  if (before === undefined) {
    console.log("the kernel's log cannot be read here");
    return;
  }
  expect(before).toEqual([]);
  // Older kernels, and newer ones for links, take a number that is too long, and say so. They do not say it too often.
  using lab = new Lab();
  const [loopback] = lab.client.request({
    codec: linkMessage,
    type: RTM_GETLINK,
    message: { attributes: { ifname: "lo" } },
  });
  const wrong = [{ name: undefined, type: 13, data: new Uint8Array(8) }];
  const giveCause = () => {
    lab.send(linkMessage, RTM_SETLINK, { header: { index: loopback?.header.index ?? 1 }, attributes: wrong });
    expect(complaints()).toEqual([expect.stringContaining("attribute type 13 has an invalid length")]);
  };
  await vi.waitFor(giveCause, { timeout: 20_000, interval: 100 });
}
