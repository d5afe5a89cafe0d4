import { expect, test } from "vitest";
import { restoreEnvironment } from "./given-environment.js";

function restored(record: string | undefined, environment: Record<string, string>) {
  restoreEnvironment(record, environment);
  return environment;
}

test("what a shell has set, changed or dropped", () => {
  const now = { PATH: "/bin", PWD: "/new", OLDPWD: "/", i: "0000", NETNS_ENVIRONMENT: "…" };
  expect(restored("PATH=/bin\nPWD=/old\ni=5\nBASH_FUNC_f%%=() {  echo a=b\u0001}\nEMPTY=", now)).toEqual({
    PATH: "/bin",
    PWD: "/old",
    i: "5",
    "BASH_FUNC_f%%": "() {  echo a=b\n}",
    EMPTY: "",
  });
});

test("what a record cannot tell from what is there is not touched", () => {
  expect(restored("A=a\u0001b", { A: "a\u0001b" })).toEqual({ A: "a\u0001b" });
});

test("nothing, without a record", () => {
  expect(restored(undefined, { A: "1" })).toEqual({ A: "1" });
});
