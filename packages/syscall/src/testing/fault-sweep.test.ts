import { describe, expect, test } from "vitest";
import { hasCode } from "../errors.js";
import type { System } from "../system.js";
import { type FaultOutcome, faultSweep } from "./fault-sweep.js";
import { scriptedSystem } from "./scripted-system.js";

const base = scriptedSystem({ setns: 0, unshare: 0, mount: 0, umount2: 0 }).system;

/** Takes its mount back when something fails; setns is tried twice. */
function tidy(system: System): string {
  system.mount("a", "b", null, 0, null);
  try {
    system.unshare(1);
    try {
      system.setns(3, 0);
    } catch (error) {
      if (!hasCode(error, "EINTR")) throw error;
      system.setns(3, 0);
    }
  } catch (error) {
    system.umount2("b", 0);
    throw error;
  }
  return "done";
}

describe.each([
  ["synchronous", tidy],
  ["asynchronous", async (system: System) => tidy(system)],
])("of an operation that is %s", (_, operation) => {
  test("every call fails once with every errno, and each outcome is looked at", async () => {
    const outcomes: FaultOutcome<string>[] = [];
    const report = await faultSweep(operation, {
      base,
      errnos: ["EPERM", "EINTR"],
      verify: (outcome) => void outcomes.push(outcome),
    });
    expect(report).toMatchObject({ runs: 6, threw: 5 });
    expect(report.calls.map(({ name }) => name)).toEqual(["mount", "unshare", "setns"]);
    expect(outcomes).toHaveLength(7);
    expect(outcomes[0]).toMatchObject({ fault: undefined, status: "returned", value: "done" });
    expect(outcomes[3]).toMatchObject({
      fault: { call: { name: "setns", args: [3, 0] }, nth: 2, errno: "EPERM" },
      status: "threw",
      error: { code: "EPERM", syscall: "setns" },
    });
    expect(outcomes[3]?.calls.map(({ name }) => name)).toEqual(["mount", "unshare", "setns", "umount2"]);
    expect(outcomes[6]).toMatchObject({ fault: { errno: "EINTR" }, status: "returned" });
  });
});

test("what verify throws is reported with the call that broke it", async () => {
  const failure = new Error("the mount is still there");
  const sweep = faultSweep(tidy, {
    base,
    verify({ fault }) {
      if (fault?.errno === "ENOMEM" && fault.call.name === "unshare") throw failure;
    },
  });
  await expect(sweep).rejects.toMatchObject({
    message: "with call 2 failing with ENOMEM, unshare(1): the mount is still there",
    cause: failure,
  });
});

test("an operation that fails by itself proves nothing", async () => {
  const refused = () => {
    throw new Error("no rights");
  };
  await expect(faultSweep(refused, { base, verify: () => undefined })).rejects.toMatchObject({
    message: "the operation fails with no call failing",
    cause: { message: "no rights" },
  });
  await expect(faultSweep(tidy, { base, verify: () => Promise.reject(new Error("before all")) })).rejects.toThrow(
    "with no call failing: before all",
  );
});

test("nor does one that makes other calls the next time", async () => {
  let times = 0;
  const unsteady = (system: System) => {
    system.setns(3, 0);
    if (times++ === 0) system.unshare(1);
  };
  await expect(faultSweep(unsteady, { base, errnos: ["EIO"], verify: () => undefined })).rejects.toThrow(
    "call 2 of 2 was not reached; at first: setns, unshare; now: setns",
  );
});

test("a misspelt errno is found before anything runs", async () => {
  const never = () => expect.unreachable();
  await expect(faultSweep(never, { base, errnos: ["ENOTHING"], verify: never })).rejects.toThrow("no such errno");
});
