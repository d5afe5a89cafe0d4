import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { Quantiles, row } from "./rows.mjs";

const NAMESPACES = 500;
/** Pairs in each. */
const PAIRS = 3;

/**
 * What it takes to know all of many namespaces: the command and the server, beside ip(8), which remembers nothing.
 *
 * @param {{ monitor: string, runDir: string, folder: string, turns: number, library: any, client: any }} game
 * @returns {Promise<import("./rows.mjs").Row[]>}
 */
export async function many({ monitor, runDir, folder, turns, library, client }) {
  const names = furnish(library, client, runDir);
  const socket = `${folder}/many`;
  const node = process.execPath;
  const contestants = [
    { name: "ip monitor all-nsid", command: ["ip", "monitor", "all-nsid"], isOver: () => sleep(1000, true) },
    { name: "netns-monitor --all", command: [node, monitor, "--json", "--all"], isOver: isQuiet },
    {
      name: "netns-monitor serve",
      command: [node, monitor, "serve", "--listen", `unix:${socket}`],
      isOver: () => isHealthy(socket),
    },
  ];
  const tables = new Map(
    ["memory, MiB", "descriptors", "CPU time until all is told, ms"].map((what) => [what, new Map()]),
  );
  for (let turn = 0; turn < turns; turn++) {
    for (const { name, command, isOver } of contestants) {
      const used = await measured(command, isOver);
      for (const [i, table] of [...tables.values()].entries()) {
        if (!table.has(name)) table.set(name, new Quantiles());
        table.get(name).add(used[i]);
      }
    }
  }
  const [failure] = library.deleteNamespaces(names, { runDir });
  if (failure !== undefined) throw failure.error;
  const of = `${NAMESPACES} namespaces with ${1 + 2 * PAIRS} links each`;
  return [...tables].flatMap(([what, table]) =>
    [...table].map(([name, numbers]) => row(`${of}: ${what}`, name, numbers)),
  );
}

/** @param {any} library @param {any} client @param {string} runDir */
function furnish(library, client, runDir) {
  const names = Array.from({ length: NAMESPACES }, (_, i) => `bench${i}`);
  library.createNamespaces(names, { runDir });
  for (const name of names) {
    const inside = client.openClient({ namespace: `${runDir}/${name}` });
    for (let i = 0; i < PAIRS; i++) {
      client.addLink(inside, { kind: "veth", name: `near${i}`, peer: { name: `far${i}`, up: true } });
      client.addAddress(inside, { address: `192.0.2.${i + 1}/24`, link: `near${i}` });
    }
    inside.close();
  }
  return names;
}

/**
 * @param {string[]} command @param {(child: import("node:child_process").ChildProcess) => Promise<boolean>} isOver
 * @returns {Promise<number[]>} MiB, descriptors, milliseconds.
 */
async function measured([file = "", ...args], isOver) {
  const child = spawn(file, args, { stdio: ["ignore", "pipe", "inherit"] });
  try {
    child.stdout?.resume();
    while (!(await isOver(child))) {
      if (child.exitCode !== null) throw new Error(`${file} ${args.join(" ")} ended with ${child.exitCode}`);
      await sleep(50);
    }
    const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1];
    return [Number(kib) / 1024, readdirSync(`/proc/${child.pid}/fd`).length, cpu(child)];
  } finally {
    if (child.kill("SIGKILL")) await once(child, "close");
  }
}

/** @param {{ readonly pid?: number | undefined }} child @returns {number} Milliseconds, at 100 ticks a second. */
function cpu({ pid }) {
  const [, words = ""] = /\) (.*)$/m.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
  const [user, system] = words.split(" ").slice(11, 13).map(Number);
  return ((user ?? 0) + (system ?? 0)) * 10;
}

/**
 * It has told what there is, and has nothing more to do.
 *
 * @param {import("node:child_process").ChildProcess} child
 */
async function isQuiet(child) {
  const before = cpu(child);
  await sleep(500);
  return before > 100 && cpu(child) === before;
}

/** @param {string} socketPath @returns {Promise<boolean>} */
function isHealthy(socketPath) {
  return new Promise((resolve) => {
    request({ socketPath, path: "/healthz", headers: { host: "localhost" }, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    })
      .on("error", () => resolve(false))
      .end();
  });
}
