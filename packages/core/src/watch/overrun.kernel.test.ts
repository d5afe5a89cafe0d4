import { linux, type System } from "@netns/syscall";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { createNamespace } from "../create.js";
import { setNsid } from "../set-nsid.js";
import { take } from "./fixtures/take.js";
import { watchNamespaces } from "./watch.js";

// In a file, and so in an observer, of its own: ids of other tests' namespaces end in the kernel's own time.
kernelTest("ids that were given when the kernel's queue was full are found by looking again", async ({ runDir }) => {
  for (const name of ["old", "blue"]) createNamespace(name, { runDir }).close();
  setNsid("old", 1, { runDir });
  let isFull = false;
  const system: System = {
    ...linux,
    recvmsg(fd, buffer, flags) {
      const received = linux.recvmsg(fd, buffer, flags);
      if (!isFull) return received;
      isFull = false;
      throw Object.assign(new Error("ENOBUFS"), { code: "ENOBUFS" });
    },
  };
  using watch = watchNamespaces({ runDir, system });
  const events = watch[Symbol.asyncIterator]();
  isFull = true;
  setNsid("blue", 2, { runDir });
  expect(await take(events, 3)).toEqual([expect.stringMatching(/ \[1\]$/), "resync netlink-overrun", "nsid-added 2"]);
});
