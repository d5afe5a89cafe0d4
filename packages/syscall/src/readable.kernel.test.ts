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

kernelTest("the listener is called when there is something to read, and promises go on behind it", async ({ runDir }) => {
  using inotify = watchDirectory(runDir);
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
  writeFileSync(join(runDir, "blue"), "");
  expect(await name).toBe("blue");
});

kernelTest("closing is idempotent, and nothing is called afterwards", async ({ runDir }) => {
  using inotify = watchDirectory(runDir);
  let calls = 0;
  const watch = linux.watchReadable(inotify.fd, () => calls++);
  writeFileSync(join(runDir, "blue"), "");
  watch.close();
  watch.close();
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
  expect(calls).toBe(0);
});

kernelTest("a thousand watches, half of them closed with an event under way, leave nothing", async ({ runDir }) => {
  for (let i = 0; i < 1000; i++) {
    using inotify = watchDirectory(runDir);
    using _watch = linux.watchReadable(inotify.fd, () => {});
    if (i % 2 === 0) writeFileSync(join(runDir, `n${i}`), "");
    if (i % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
});
