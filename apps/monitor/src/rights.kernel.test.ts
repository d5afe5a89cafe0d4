import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { createNamespace, createNamespaces, deleteNamespaces, setNsid } from "@netns/core";
import { kernelTest } from "@netns/testing";
import { describe, expect } from "vitest";
import { type JsonRecord, Monitor, until, withMonitor } from "./fixtures/monitor.js";
import { type Served, withServed } from "./fixtures/served.js";

// docs/operations.md says the same, in a table.

/** The command with these capabilities and no others, and without a way to others: as with a unit's capabilities. */
function only(...capabilities: readonly string[]): string[] {
  const set = ["-all", ...capabilities.map((name) => `+${name}`)].join(",");
  return ["setpriv", "--no-new-privs", `--bounding-set=${set}`, `--inh-caps=${set}`, `--ambient-caps=${set}`];
}

/** The kernel ends a namespace, and its id, in its own time: so each test has ids of its own. */
let nsid = 70;

/** What it tells of "blue" and "red": their names, blue's id here, red's id in blue, what is in them, and why it is not. */
async function told(runDir: string, capabilities: readonly string[], args: readonly string[] = []) {
  createNamespace("blue", { runDir }).close();
  createNamespace("red", { runDir }).close();
  setNsid("blue", ++nsid, { runDir });
  setNsid("red", ++nsid, { runDir, observer: "blue" });
  let records: readonly JsonRecord[] = [];
  const look = async (monitor: Monitor) => {
    await monitor.record({ type: "snapshot-end", complete: true });
    for (const namespace of ["blue", "red"]) {
      await until(`${namespace} is told of`, () => monitor.records.some((record) => isOver(record, namespace)));
    }
    records = monitor.records;
  };
  await withMonitor(runDir, ["--json", "--links", ...args], look, only(...capabilities));
  const of = (type: string, key: string) => {
    return records.filter((record) => record["type"] === type).map((record) => `${record[key]}`);
  };
  return {
    names: of("name-present", "name").sort(),
    hasId: of("nsid-present", "nsid").includes(`${nsid - 1}`),
    hasIdElsewhere: of("nsid-present", "nsid").includes(`${nsid}`),
    links: of("link-present", "ifname"),
    reasons: [...new Set(of("not-watched", "reason"))].join(),
  };
}

/** Either what is in it has been told, or why that cannot be. */
function isOver({ type, namespace }: JsonRecord, name: string): boolean {
  return namespace === name && (type === "snapshot-end" || type === "not-watched");
}

const names = { names: ["blue", "red"], hasId: true };
const namesOnly = { ...names, hasIdElsewhere: false, links: [] };

kernelTest("without a capability names and ids are told, and why nothing else is", async ({ runDir }) => {
  const reasons = expect.stringMatching(/EPERM.*setns/);
  expect(await told(runDir, [])).toEqual({ ...namesOnly, reasons });
});

describe("what is in namespaces", () => {
  kernelTest("is not told with CAP_SYS_ADMIN alone", async ({ runDir }) => {
    const reasons = expect.stringMatching(/EPERM.*ioctl/);
    expect(await told(runDir, ["sys_admin"])).toEqual({ ...namesOnly, reasons });
  });

  kernelTest("is not told with CAP_NET_ADMIN alone", async ({ runDir }) => {
    const reasons = expect.stringMatching(/EPERM.*setns/);
    expect(await told(runDir, ["net_admin"])).toEqual({ ...namesOnly, reasons });
  });

  kernelTest("is told with both", async ({ runDir }) => {
    const all = { ...names, hasIdElsewhere: false, links: ["lo", "lo"], reasons: "" };
    expect(await told(runDir, ["sys_admin", "net_admin"])).toEqual(all);
  });
});

kernelTest("a file that is none of a namespace is no news to who may not open it either", async ({ runDir }) => {
  createNamespace("blue", { runDir }).close();
  writeFileSync(`${runDir}/stale`, "", { mode: 0 });
  const look = async (monitor: Monitor) => {
    await monitor.record({ type: "snapshot-end", namespace: "blue" });
    // All that were there at first have been tried before what comes later.
    createNamespace("late", { runDir }).close();
    await monitor.record({ type: "snapshot-end", namespace: "late" });
    expect(monitor.records.filter(({ type }) => type === "not-watched")).toEqual([]);
  };
  await withMonitor(runDir, ["--json", "--links"], look, only("sys_admin", "net_admin"));
});

describe("ids in other namespaces", () => {
  kernelTest("are not to be had without CAP_NET_BROADCAST", async ({ runDir }) => {
    const monitor = new Monitor(runDir, ["--all-nsid"], true, only("sys_admin", "net_admin"));
    expect(await monitor.ended()).toMatchObject({ code: 1 });
    expect(monitor.errors).toMatch(/EPERM: Operation not permitted, setsockopt\n$/);
  });

  kernelTest("are told with it and CAP_NET_ADMIN", async ({ runDir }) => {
    const { hasIdElsewhere } = await told(runDir, ["sys_admin", "net_admin", "net_broadcast"], ["--all-nsid"]);
    expect(hasIdElsewhere).toBe(true);
  });

  kernelTest("are not listed without CAP_NET_ADMIN", async ({ runDir }) => {
    const { hasId, hasIdElsewhere } = await told(runDir, ["net_broadcast"], ["--all-nsid"]);
    expect({ hasId, hasIdElsewhere }).toEqual({ hasId: true, hasIdElsewhere: false });
  });
});

describe("processes in a namespace", () => {
  /** As a server with these capabilities tells them, and one that is there. */
  async function processes(runDir: string, capabilities: readonly string[]) {
    createNamespace("blue", { runDir }).close();
    const { dev, ino } = statSync(`${runDir}/blue`);
    const child = spawn("nsenter", [`--net=${runDir}/blue`, "sleep", "infinity"], { stdio: "ignore" });
    let body = "";
    const look = async (served: Served) => {
      let status = 404;
      while (status === 404) ({ status, body } = await served.ask(`/api/v1/namespaces/${dev}:${ino}/processes`));
    };
    try {
      const comm = () => readFileSync(`/proc/${child.pid}/comm`, "utf8");
      await until("it is there", () => comm() === "sleep\n");
      await withServed(runDir, [], look, only(...capabilities));
      return { pid: child.pid, ...JSON.parse(body) };
    } finally {
      await ended(child);
    }
  }

  async function ended(child: ChildProcess): Promise<void> {
    child.kill("SIGKILL");
    await once(child, "close");
  }

  kernelTest("are not seen without CAP_SYS_PTRACE, and that is said", async ({ runDir }) => {
    const told = await processes(runDir, ["sys_admin", "net_admin"]);
    expect(told).toMatchObject({ processes: [], complete: false });
    expect(told.unreadable).toBeGreaterThan(0);
  });

  kernelTest("are seen with it", async ({ runDir }) => {
    const told = await processes(runDir, ["sys_admin", "net_admin", "sys_ptrace"]);
    expect(told.processes).toEqual([{ pid: told.pid, command: "sleep" }]);
  });
});

describe("the hardened unit's capabilities", () => {
  const unit = readFileSync(new URL("../systemd/netns-monitor-hardened.service", import.meta.url), "utf8");
  const [, words = ""] = /^CapabilityBoundingSet=(.*)$/m.exec(unit) ?? [];
  const capabilities = words.split(" ");

  /** What the server says that it lacks, of capabilities. */
  async function missing(runDir: string, names: readonly string[]): Promise<string[]> {
    let body = "";
    const look = async (served: Served) => {
      ({ body } = await served.ask("/api/v1/snapshot"));
    };
    await withServed(runDir, [], look, only(...names.map((name) => name.replace("CAP_", "").toLowerCase())));
    return JSON.parse(body).missing.filter((sentence: string) => sentence.includes("CAP_"));
  }

  kernelTest("are all that it needs", async ({ runDir }) => {
    expect(capabilities).toEqual(["CAP_SYS_ADMIN", "CAP_NET_ADMIN", "CAP_SYS_PTRACE"]);
    expect(unit).toContain(`\nAmbientCapabilities=${words}\n`);
    expect(await missing(runDir, capabilities)).toEqual([]);
  });

  kernelTest("are none more: without any of them it lacks that one", async ({ runDir }) => {
    for (const capability of capabilities) {
      const others = capabilities.filter((each) => each !== capability);
      expect(await missing(runDir, others)).toEqual([expect.stringContaining(`that takes ${capability}.`)]);
    }
  });
});

describe("in a mount namespace that follows another one, where it can write nowhere: as units that are hardened", () => {
  const follower = (runDir: string) => {
    const script = `mount -o remount,bind,ro ${runDir} && exec "$@"`;
    const caps = only("sys_admin", "net_admin");
    return ["unshare", "--mount", "--propagation", "slave", "sh", "-c", script, "unit", ...caps];
  };

  kernelTest("namespaces that come later are told of, and let go", async ({ runDir }) => {
    createNamespaces(["old"], { runDir });
    const look = async (monitor: Monitor) => {
      await monitor.record({ type: "snapshot-end", namespace: "old" });
      createNamespaces(["blue"], { runDir });
      await monitor.record({ type: "snapshot-end", namespace: "blue" });
      expect(deleteNamespaces(["blue"], { runDir })).toEqual([]);
      await monitor.record({ type: "name-deleted", name: "blue" });
      expect(monitor.descriptors.namespaces).toBe(0);
    };
    await withMonitor(runDir, ["--json", "--links"], look, follower(runDir));
  });
});
