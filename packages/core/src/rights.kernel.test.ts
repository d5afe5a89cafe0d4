import { spawn } from "node:child_process";
import { once } from "node:events";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { createNamespace } from "./create.js";
import { setNsid } from "./set-nsid.js";

/** What each operation comes to without any capability: README.md, "Rights". The names of what was refused, and how. */
const script = `
  import * as core from "@netns/core";
  const paths = JSON.parse(process.argv[1]);
  const told = {};
  const tell = async (what, work) => {
    try {
      await work();
      told[what] = "done";
    } catch (error) {
      told[what] = [error.step ?? error.name, error.code].join(" ");
    }
  };
  const observer = core.openNamespace("green", paths);
  await tell("open", () => core.openNamespace("blue", paths).close());
  await tell("list", () => core.listNamespaces(paths));
  await tell("ids", () => core.listNsids(paths));
  await tell("id", () => core.getNsid("blue", paths));
  await tell("ids of a target", () => core.listNsids({ ...paths, targetNsid: 7 }));
  await tell("ids of an observer", () => core.listNsids({ ...paths, observer }));
  await tell("set", () => core.setNsid("green", 9, paths));
  await tell("identify", () => core.identifyProcess("self", paths));
  await tell("pids", () => core.listPids("blue", paths));
  await tell("watch", async () => {
    for await (const _ of core.watchNamespaces(paths)) break;
  });
  await tell("create", () => core.createNamespace("new", paths));
  await tell("attach", () => core.attachNamespace("new", observer, paths));
  await tell("delete", () => core.deleteNamespace("blue", paths));
  await tell("socket", () => core.openSocket("blue", 2, 1, 0, paths));
  await tell("spawn", () => core.collect("blue", "true", [], paths));
  await tell("spawn here", () => core.collect("blue", "true", [], { ...paths, ownMounts: false }));
  await tell("run", () => core.runWith(paths, "blue", "node:fs", "readdirSync", "/"));
  observer.close();
  console.log(JSON.stringify(told));
`;

kernelTest("without a capability: what can be done, and how the rest is refused", async ({ paths }) => {
  using _blue = createNamespace("blue", paths);
  using _green = createNamespace("green", paths);
  setNsid("blue", 7, paths);
  const none = ["--bounding-set=-all", "--inh-caps=-all"];
  const node = [process.execPath, "--input-type=module", "--eval", script, JSON.stringify(paths)];
  const child = spawn("setpriv", [...none, ...node], { stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  const [status] = await once(child, "close");
  expect(status).toBe(0);
  expect(JSON.parse(text)).toEqual({
    open: "done",
    list: "done",
    ids: "done",
    id: "done",
    "ids of a target": "NetlinkError EACCES",
    "ids of an observer": "enter EPERM",
    set: "NetlinkError EPERM",
    identify: "done",
    pids: "done",
    watch: "done",
    create: "share-run-dir EPERM",
    attach: "share-run-dir EPERM",
    delete: "remove-file EPERM",
    socket: "enter EPERM",
    spawn: "enter EPERM",
    "spawn here": "enter EPERM",
    run: "enter EPERM",
  });
});
