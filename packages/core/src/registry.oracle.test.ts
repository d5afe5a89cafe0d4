import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { kernelTest } from "@netns/testing";
import { describe, expect } from "vitest";
import { attachNamespace, createNamespace, createNamespaces } from "./create.js";
import { deleteNamespace, deleteNamespaces } from "./delete.js";
import { member, mountsBelow, race, start, TURNS } from "./fixtures/crowd.js";
import { identifyProcess } from "./identify.js";
import { listNames, listNamespaces } from "./list.js";
import { openNamespace } from "./namespace.js";
import { getNsid } from "./nsid.js";
import { setNsid } from "./set-nsid.js";

const env = { PATH: `${process.env["PATH"]}:/usr/sbin:/sbin`, HOME: "/", LC_ALL: "C" };
const hasIp = spawnSync("sh", ["-c", "command -v ip"], { env }).status === 0;
if (!hasIp) console.error("Compared with nothing: ip(8) is missing: install iproute2");
const oracleTest = hasIp ? kernelTest : (kernelTest.skip as typeof kernelTest);

/** Stock's, and in the sandbox an empty one of the test's own. */
const runDir = "/run/netns";
const options = { runDir };

function ip(...args: string[]): string {
  const { stdout, stderr, status } = spawnSync("ip", args, { env, encoding: "latin1" });
  return status === 0 && stderr === "" ? stdout : `status ${status}: ${stderr}`;
}

/** The directory is a mount from the first name on, and stays one. */
function cleanUp(): void {
  expect(
    deleteNamespaces(
      listNames(options).map(({ rawName }) => rawName),
      options,
    ),
  ).toEqual([]);
  spawnSync("umount", [runDir]);
}

describe("what we have made", () => {
  oracleTest("stock ip lists, enters, identifies, numbers and deletes", ({ scratch: _ }) => {
    createNamespaces(["red", "green"], options);
    using blue = createNamespace("blue", options);
    setNsid("red", 7, options);
    attachNamespace("navy", blue, options).close();
    expect(ip("netns", "list").split("\n").sort()).toEqual(["", "blue", "green", "navy", "red (id: 7)"]);
    expect(ip("netns", "exec", "blue", "readlink", "/proc/self/ns/net")).toBe(`net:[${blue.inode}]\n`);
    expect(ip("netns", "exec", "navy", "readlink", "/proc/self/ns/net")).toBe(`net:[${blue.inode}]\n`);
    expect(ip("netns", "exec", "green", "ip", "netns", "identify")).toBe("green\n");
    expect(ip("netns", "set", "green", "12")).toBe("");
    expect(getNsid("green", options)).toMatchObject({ nsid: 12 });
    expect(ip("netns", "add", "blue")).toBe('status 1: Cannot create namespace file "/run/netns/blue": File exists\n');
    expect(mountsBelow(runDir).get(runDir)).toBe(1);
    for (const name of ["red", "green", "blue", "navy"]) expect(ip("netns", "delete", name)).toBe("");
    expect(readdirSync(runDir)).toEqual([]);
    cleanUp();
  });

  oracleTest("under strange names too, byte for byte", ({ scratch: _ }) => {
    const names = ["-x", "a b", "a\nb", "\u001b[2J", "é", "x".repeat(255)].map((name) => Buffer.from(name));
    names.push(Buffer.from([0xff, 0xfe]));
    createNamespaces(names, options);
    const listed = ip("netns", "list");
    for (const name of names) expect(listed).toContain(`${name.toString("latin1")}\n`);
    expect(listed).toBe(
      listNames(options)
        .map(({ rawName }) => `${Buffer.from(rawName).toString("latin1")}\n`)
        .join(""),
    );
    expect(ip("-all", "netns", "delete")).toBe("");
    expect(readdirSync(runDir)).toEqual([]);
    cleanUp();
  });
});

describe("what stock ip has made", () => {
  oracleTest("we list, open, identify, number and delete", ({ scratch: _ }) => {
    expect(ip("netns", "add", "red")).toBe("");
    expect(ip("netns", "add", "blue")).toBe("");
    expect(ip("netns", "set", "blue", "5")).toBe("");
    expect(ip("netns", "attach", "here", String(process.pid))).toBe("");
    const entries = listNamespaces({ ...options, sort: true });
    expect(entries).toMatchObject([
      { name: "blue", kind: "namespace", nsid: 5 },
      { name: "here", kind: "namespace" },
      { name: "red", kind: "namespace", nsid: undefined },
    ]);
    expect(identifyProcess("self", options).map(({ name }) => name)).toEqual(["here"]);
    {
      using blue = openNamespace("blue", options);
      expect(ip("netns", "exec", "blue", "readlink", "/proc/self/ns/net")).toBe(`net:[${blue.inode}]\n`);
    }
    expect(() => createNamespace("red", options)).toThrow(expect.objectContaining({ code: "EEXIST" }));
    createNamespace("green", options).close();
    expect(mountsBelow(runDir).get(runDir)).toBe(1);
    expect(mountsBelow(runDir).get(`${runDir}/green`)).toBe(1);
    for (const name of ["red", "green", "blue", "here"]) deleteNamespace(name, options);
    expect(ip("netns", "list")).toBe("");
    cleanUp();
  });

  oracleTest("what stock refuses we refuse, in its words", ({ scratch: _ }) => {
    createNamespace("first", options).close();
    const words = (operation: () => unknown) => {
      try {
        operation();
        return "";
      } catch (error) {
        return `${(error as Error).message}\n`;
      }
    };
    const stock = (...args: string[]) => ip("netns", ...args).replace(/^status \d+: /, "");
    expect(words(() => createNamespace("first", options))).toBe(stock("add", "first"));
    expect(words(() => createNamespace("a/b", options))).toBe(stock("add", "a/b"));
    expect(words(() => createNamespace("x".repeat(256), options))).toBe(stock("add", "x".repeat(256)));
    expect(words(() => deleteNamespace("none", options))).toBe(stock("delete", "none"));
    expect(words(() => attachNamespace("none", { pid: 2 ** 30 }, options))).toBe(stock("attach", "none", `${2 ** 30}`));
    expect(readdirSync(runDir)).toEqual(["first"]);
    cleanUp();
  });
});

const SCRIPT = `
echo ready
read _
turn=0
while [ $turn -lt ${TURNS} ]; do
  ip netns add "keep-$0-$turn" && ip netns add "drop-$0-$turn" && ip netns delete "drop-$0-$turn" || exit 1
  turn=$((turn + 1))
done 2>&1`;

oracleTest(
  "both at once, as first callers: no name is lost, none is mounted twice",
  { timeout: 300_000 },
  async ({ scratch: _ }) => {
    const CROWD = 10;
    const ours = Array.from({ length: CROWD }, (_, id) => member(runDir, String(id)));
    const stock = Array.from({ length: CROWD }, (_, id) => start("sh", ["-c", SCRIPT, String(CROWD + id)]));
    const said = await race([...ours, ...stock]);
    expect(said).toEqual([...ours.map(() => "[]"), ...stock.map(() => "")]);
    const expected = Array.from(
      { length: 2 * CROWD * TURNS },
      (_, i) => `keep-${Math.floor(i / TURNS)}-${i % TURNS}`,
    ).sort();
    const entries = listNamespaces({ ...options, sort: true });
    expect(entries.map(({ name }) => name)).toEqual(expected);
    expect(new Set(entries.map(({ identity }) => identity?.inode)).size).toBe(expected.length);
    expect(ip("netns", "list").split("\n").filter(Boolean).sort()).toEqual(expected);
    const mounts = mountsBelow(runDir);
    expect(mounts.size).toBe(1 + expected.length);
    expect(new Set(mounts.values())).toEqual(new Set([1]));
    cleanUp();
  },
);
