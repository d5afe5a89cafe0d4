import { mkdirSync, readlinkSync, symlinkSync, writeFileSync } from "node:fs";
import { NetlinkError } from "@netns/rtnetlink";
import { SyscallError, type System } from "@netns/syscall";
import { type FaultOutcome, faultSweep } from "@netns/syscall/testing";
import { kernelTest, openDescriptors } from "@netns/testing";
import { expect } from "vitest";
import { createNamespace } from "./create.js";
import { deleteNamespace } from "./delete.js";
import { NamespaceError } from "./errors.js";
import { identifyProcess } from "./identify.js";
import { listNames, listNamespaces } from "./list.js";
import { listNsids } from "./list-nsids.js";
import { openNamespace } from "./namespace.js";
import { getNsid } from "./nsid.js";
import { listPids } from "./pids.js";
import { setNsid } from "./set-nsid.js";

/** Of namespaces, run directories and sockets; Node opens and closes others in its own time. */
const descriptors = () => openDescriptors().filter((line) => /-> (net:|socket:)|netns/.test(line));

const here = () => readlinkSync("/proc/thread-self/ns/net");

/** A failure is the failing call's, and typed: what is no answer of netlink names its step. */
function expectTyped({ fault, ...outcome }: FaultOutcome<unknown>): void {
  if (outcome.status === "returned") return;
  const { error } = outcome;
  const name = fault?.call.name ?? "";
  expect(error).toMatchObject({ code: fault?.errno });
  if (name.startsWith("fs.") && name !== "fs.closeSync") expect(error).toBeInstanceOf(NamespaceError);
  const isTyped = error instanceof NamespaceError || error instanceof SyscallError || error instanceof NetlinkError;
  expect(isTyped, String(error)).toBe(true);
}

kernelTest(
  "whichever call fails of those that only look: a typed error, nothing left open",
  async ({ paths, runDir, scratch }) => {
    using blue = createNamespace("blue", paths);
    using observer = createNamespace("observer", paths);
    setNsid("blue", 1, { ...paths, observer });
    setNsid("blue", 4801, paths);
    symlinkSync("blue", `${runDir}/link`);
    symlinkSync("nowhere", `${runDir}/dangling`);
    writeFileSync(`${runDir}/stale`, "");
    mkdirSync(`${runDir}/folder`);
    const procDir = `${scratch}/proc`;
    for (const pid of [7, 8]) {
      mkdirSync(`${procDir}/${pid}/ns`, { recursive: true });
      symlinkSync(`${runDir}/blue`, `${procDir}/${pid}/ns/net`);
    }
    const operations: Record<string, (system: System) => unknown> = {
      listNames: (system) => listNames({ ...paths, system }),
      listNamespaces: (system) => listNamespaces({ ...paths, system }),
      listNsids: (system) => listNsids({ ...paths, observer, system }),
      "listNsids, own": (system) => listNsids({ ...paths, system }),
      "listNsids, of one": (system) => listNsids({ ...paths, observer, nsid: 1, system }),
      getNsid: (system) => getNsid("blue", { ...paths, observer: "observer", system }),
      "getNsid, own": (system) => getNsid(blue, { ...paths, system }),
      "openNamespace, by name": (system) => openNamespace("blue", { ...paths, system }).close(),
      "openNamespace, by handle": (system) => openNamespace(blue, { ...paths, system }).close(),
      identifyProcess: (system) => identifyProcess(7, { ...paths, procDir, system }),
      "identifyProcess, a handle": (system) => identifyProcess(blue, { ...paths, system }),
      listPids: (system) => listPids("blue", { ...paths, procDir, system }),
    };
    const before = { descriptors: descriptors(), here: here() };
    for (const [what, operation] of Object.entries(operations)) {
      const report = await faultSweep(operation, {
        verify(outcome) {
          expectTyped(outcome);
          expect({ descriptors: descriptors(), here: here() }, what).toEqual(before);
        },
      });
      expect(report.threw, what).toBeGreaterThan(0);
    }
  },
);

kernelTest("whichever call fails while an id is given: a typed error, nothing left open", async ({ paths }) => {
  using observer = createNamespace("observer", paths);
  const before = { descriptors: descriptors(), here: here() };
  await faultSweep(
    (system) => {
      createNamespace("blue", paths).close();
      return setNsid("blue", "auto", { ...paths, observer, system });
    },
    {
      verify(outcome) {
        deleteNamespace("blue", paths);
        expectTyped(outcome);
        expect({ descriptors: descriptors(), here: here() }).toEqual(before);
      },
    },
  );
});
