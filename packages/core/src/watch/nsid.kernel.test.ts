import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { createNamespace } from "../create.js";
import { deleteNamespace } from "../delete.js";
import { setNsid } from "../set-nsid.js";
import { take } from "./fixtures/take.js";
import { watchNamespaces } from "./watch.js";

// In a file, and so in an observer, of its own: ids of other tests' namespaces end in the kernel's own time.
kernelTest("a snapshot, and then each change", async ({ runDir }) => {
  createNamespace("old", { runDir }).close();
  setNsid("old", 3, { runDir });
  using watch = watchNamespaces({ runDir });
  const events = watch[Symbol.asyncIterator]();
  createNamespace("blue", { runDir }).close();
  setNsid("blue", 7, { runDir });
  deleteNamespace("blue", { runDir });
  const seen = await take(events, 5);
  expect(seen[0]).toBe("snapshot [old] [3]");
  expect(seen.filter((word) => word.startsWith("name"))).toEqual(["name-added blue", "name-deleted blue"]);
  expect(seen.filter((word) => word.startsWith("nsid"))).toEqual(["nsid-added 7", "nsid-deleted 7"]);
});
