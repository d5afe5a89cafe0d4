import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { IN_CLOEXEC, IN_CREATE, IN_NONBLOCK } from "./constants/inotify.js";
import { Fd } from "./fd.js";
import { parseInotifyEvents } from "./inotify.js";
import { linux } from "./system.js";

function watchDirectory(path: string): Fd {
  const inotify = new Fd(linux.inotifyInit1(IN_NONBLOCK | IN_CLOEXEC));
  linux.inotifyAddWatch(inotify.fd, path, IN_CREATE);
  return inotify;
}

kernelTest(
  "the listener is called when there is something to read, and promises go on behind it",
  async ({ scratch }) => {
    using inotify = watchDirectory(scratch);
    const buffer = Buffer.alloc(4096);
    const name = new Promise<string>((resolve, reject) => {
      const watch = linux.watchReadable(inotify.fd, () => {
        const length = linux.fs.readSync(inotify.fd, buffer);
        watch.close();
        const [event] = parseInotifyEvents(buffer.subarray(0, length));
        if (event) resolve(Buffer.from(event.name).toString());
        else reject(new Error("no event"));
      });
    });
    writeFileSync(join(scratch, "blue"), "");
    expect(await name).toBe("blue");
  },
);

kernelTest("closing is idempotent, and nothing is called afterwards", async ({ scratch }) => {
  using inotify = watchDirectory(scratch);
  let calls = 0;
  const watch = linux.watchReadable(inotify.fd, () => calls++);
  writeFileSync(join(scratch, "blue"), "");
  watch.close();
  watch.close();
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
  expect(calls).toBe(0);
});

kernelTest("two hundred watches, half of them closed with an event under way, leave nothing", async ({ scratch }) => {
  for (let i = 0; i < 200; i++) {
    using inotify = watchDirectory(scratch);
    using _watch = linux.watchReadable(inotify.fd, () => {});
    if (i % 2 === 0) writeFileSync(join(scratch, `n${i}`), "");
    if (i % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
});
