import { expect, test } from "vitest";
import { missingFor } from "./missing.js";

const all = { capabilities: (1n << 41n) - 1n, isFirstUserNamespace: true, hidesProcesses: false };
const without = (...numbers: readonly bigint[]) =>
  numbers.reduce((set, number) => set & ~(1n << number), all.capabilities);

test("nothing is missing for root", () => {
  expect(missingFor(all)).toEqual([]);
});

test.each([
  [{ capabilities: 0n }, ["takes CAP_SYS_ADMIN and CAP_NET_ADMIN.", "takes CAP_SYS_PTRACE."]],
  [{ capabilities: without(21n) }, ["takes CAP_SYS_ADMIN."]],
  [{ capabilities: without(12n) }, ["takes CAP_NET_ADMIN."]],
  [{ capabilities: without(19n) }, ["takes CAP_SYS_PTRACE."]],
  [{ isFirstUserNamespace: false }, ["that do not belong to that one cannot be seen."]],
  // It hides nothing from who may look at all processes (hidepid of proc(5)).
  [{ hidesProcesses: true }, []],
  [{ hidesProcesses: true, capabilities: without(19n) }, ["takes CAP_SYS_PTRACE.", "mounted with hidepid."]],
  [
    { hidesProcesses: true, isFirstUserNamespace: false },
    ["that do not belong to that one cannot be seen.", "mounted with hidepid."],
  ],
])("%o", (rights, ends) => {
  const sentences = missingFor({ ...all, ...rights });
  expect(sentences).toHaveLength(ends.length);
  for (const [i, end] of ends.entries()) expect(sentences[i]).toMatch(new RegExp(`${end}$`));
});
