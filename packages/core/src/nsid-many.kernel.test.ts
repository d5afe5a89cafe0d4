import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { createNamespaces } from "./create.js";
import { deleteNamespaces } from "./delete.js";
import { listNamespaces } from "./list.js";
import { listNsids } from "./list-nsids.js";
import { openNamespace } from "./namespace.js";
import { setNsid } from "./set-nsid.js";

/** More than Linux 6.18 puts in its list, which ends after 1,158. */
const COUNT = 1300;

kernelTest("more ids than the kernel's list holds: all are found", { timeout: 300_000 }, ({ runDir }) => {
  const names = Array.from({ length: COUNT }, (_, i) => `n${i}`);
  createNamespaces(["observer", ...names], { runDir });
  using observer = openNamespace("observer", { runDir });
  const options = { runDir, observer };
  for (const [i, name] of names.entries()) setNsid(name, i, options);
  // Far from the others, where only its name leads to it.
  createNamespaces(["far"], { runDir });
  setNsid("far", 1_000_000, options);
  // They live on without a name, one before the cut and two behind it.
  const nameless = [1, COUNT - 2, COUNT - 1];
  const held = nameless.map((i) => openNamespace(`n${i}`, { runDir }));
  deleteNamespaces(
    nameless.map((i) => `n${i}`),
    { runDir },
  );

  const { entries, complete } = listNsids(options);
  expect(entries.map(({ nsid }) => nsid)).toEqual([...names.keys(), 1_000_000]);
  expect(entries.filter(({ names }) => names.length !== 1).map(({ nsid }) => nsid)).toEqual(nameless);
  expect(entries.at(-1)?.names[0]?.name).toBe("far");
  expect(entries[1158]?.names[0]?.name).toBe("n1158");
  // What is nameless and far from the others is behind the cut: where there is one, that it may be missing is said.
  using _ = openNamespace("far", { runDir });
  deleteNamespaces(["far"], { runDir });
  const without = listNsids(options);
  expect(without.complete).toBe(complete);
  expect(without.entries.some(({ nsid }) => nsid === 1_000_000)).toBe(complete);

  expect(listNamespaces({ runDir })).toHaveLength(COUNT + 1 - nameless.length);
  for (const handle of held) handle.close();
  // The sandbox would start a program for each.
  deleteNamespaces(names, { runDir });
});
