import { spawn } from "node:child_process";
import { once } from "node:events";
import { linux } from "@netns/syscall";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { createNamespaces } from "../create.js";
import { listNames } from "../list.js";
import { listNsids } from "../list-nsids.js";
import { openNamespace } from "../namespace.js";
import { Told } from "./fixtures/told.js";
import { watchNamespaces } from "./watch.js";

const ROUNDS = 15;
const AT_ONCE = 5;
const WRITERS = 3;

/** Creates, gives ids, and deletes most again; in the end some names are left. */
const code = `
  import { createNamespace, deleteNamespace, setNsid } from "@netns/core";
  const [runDir, writer] = process.argv.slice(1);
  for (let round = 0; round < ${ROUNDS}; round++) {
    const names = Array.from({ length: ${AT_ONCE} }, (_, i) => "w" + writer + "-" + (round * 3 + i));
    const made = names.filter((name) => {
      try {
        createNamespace(name, { runDir }).close();
        return true;
      } catch (error) {
        if (error.code !== "EEXIST") throw error;
        return false;
      }
    });
    for (const name of made) setNsid(name, "auto", { runDir, observer: "observer" });
    for (const name of made.slice(1)) deleteNamespace(name, { runDir });
  }`;

/** One who reads at once, and one who does only now and then. */
kernelTest.for<[string, number]>([
  ["at once", 0],
  ["now and then", 50],
])("what others do at once is a fresh list's in the end, read %s", async ([_, pause], { runDir }) => {
  createNamespaces(["observer"], { runDir });
  using observer = openNamespace("observer", { runDir });
  using events = watchNamespaces({ runDir, observer, receiveBuffer: pause === 0 ? undefined : 4096 });
  const told = new Told();
  const children = Array.from({ length: WRITERS }, (_unused, i) =>
    spawn(process.execPath, ["--input-type=module", "--eval", code, runDir, String(i)], {
      stdio: ["ignore", "inherit", "inherit"],
    }),
  );
  let running = children.length;
  const statuses = Promise.all(
    children.map(async (child) => {
      const [status] = await once(child, "exit");
      running--;
      return status;
    }),
  );
  while (running > 0) {
    told.hearAll(events);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  expect(await statuses).toEqual(children.map(() => 0));
  const names = listNames({ runDir })
    .map(({ name }) => name)
    .sort();
  // Namespaces end in the kernel's own time, each with an event.
  for (;;) {
    told.hearAll(events);
    const nsids = listNsids({ runDir, observer }).entries.map(({ nsid }) => nsid);
    if (nsids.length <= names.length && String(told.nsids) === String(nsids)) break;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect(told.names).toEqual(names);
  expect(names.length).toBeGreaterThan(ROUNDS);
  expect(linux.fs.readdirSync(runDir).length).toBe(names.length);
});
