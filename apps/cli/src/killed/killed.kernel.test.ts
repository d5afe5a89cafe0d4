import { type ChildProcess, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readlinkSync, rmSync } from "node:fs";
import { setTimeout as sleep, setImmediate as turn } from "node:timers/promises";
import { createNamespace, deleteNamespace } from "@netns/core";
import { kernelTest } from "@netns/testing";
import { describe, expect, vi } from "vitest";
import { isNamespace, isThere, Lane, type Standing } from "./fixtures/lane.js";
import { type Moment, moments } from "./fixtures/moments.js";

/** How often each command is killed: `NETNS_KILLED_ROUNDS=500` in the environment for more. */
const ROUNDS = Number(process.env["NETNS_KILLED_ROUNDS"] ?? 30);
/** So many at a time, each with a run directory of its own. */
const LANES = 3;
const NAME = "blue";

/** A command that is killed. */
interface Victim {
  readonly words: readonly string[];
  /** What takes as long as it would, for measuring. */
  readonly whole: readonly string[];
  readonly prepare: (lane: Lane) => void;
  /** Whether it has begun with what it is there for. */
  readonly isAtWork: (lane: Lane, pid: number) => boolean;
  /** The command that comes behind it, and must work. */
  readonly next: (standing: Standing) => string[];
}

const addOrDelete = (standing: Standing) => [standing[NAME] === undefined ? "add" : "delete", NAME];

const make = (lane: Lane) => {
  if (!isThere(lane.path(NAME))) createNamespace(NAME, { runDir: lane.runDir }).close();
};

const remove = (lane: Lane) => {
  if (isThere(lane.path(NAME))) deleteNamespace(NAME, { runDir: lane.runDir });
};

/** So that the run directory has to be made and mounted again. */
const removeAll = (lane: Lane) => {
  remove(lane);
  spawnSync("umount", [lane.runDir]);
  rmSync(lane.runDir, { recursive: true, force: true });
};

const victims: Readonly<Record<string, Victim>> = {
  add: {
    words: ["add", NAME],
    whole: ["add", NAME],
    prepare: remove,
    isAtWork: (lane) => isThere(lane.path(NAME)),
    next: addOrDelete,
  },
  "the first add": {
    words: ["add", NAME],
    whole: ["add", NAME],
    prepare: removeAll,
    isAtWork: (lane) => isThere(lane.runDir),
    next: addOrDelete,
  },
  delete: {
    words: ["delete", NAME],
    whole: ["delete", NAME],
    prepare: make,
    isAtWork: (lane) => !isNamespace(lane.path(NAME)),
    next: addOrDelete,
  },
  exec: {
    words: ["exec", NAME, "sleep", "600"],
    whole: ["exec", NAME, "true"],
    prepare: make,
    isAtWork: (_, pid) => !isAtHome(pid),
    next: () => ["exec", NAME, "true"],
  },
};

function isAtHome(pid: number): boolean {
  try {
    return readlinkSync(`/proc/${pid}/ns/net`) === readlinkSync("/proc/self/ns/net");
  } catch {
    // It has ended.
    return false;
  }
}

/** How a killed command was met. */
interface Tally {
  killed: number;
  ended: number;
  /** What it has left of its name. */
  readonly left: Record<"namespace" | "stale" | "nothing", number>;
}

async function killAll(lanes: readonly Lane[], victim: Victim): Promise<Tally> {
  const tally: Tally = { killed: 0, ended: 0, left: { namespace: 0, stale: 0, nothing: 0 } };
  const lives = await Promise.all(lanes.map((lane) => lifeOf(lane, victim)));
  const queue = moments(ROUNDS);
  const work = async (lane: Lane, life: number) => {
    for (let moment = queue.shift(); moment !== undefined; moment = queue.shift()) {
      victim.prepare(lane);
      const child = lane.start(victim.words);
      const signal = await killAt(child, comes(moment, life, lane, victim, child));
      tally[signal === "SIGKILL" ? "killed" : "ended"]++;
      const standing = expectOrder(lane);
      tally.left[standing[NAME] ?? "nothing"]++;
      await expectToWork(lane, victim.next(standing));
    }
  };
  await Promise.all(lanes.map((lane, i) => work(lane, lives[i] as number)));
  return tally;
}

async function comes(moment: Moment, life: number, lane: Lane, victim: Victim, child: ChildProcess): Promise<void> {
  if (moment !== "at work") return sleep(moment * life);
  // Before that it is Node that starts: no need to look.
  await sleep(life / 2);
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  while (isRunning() && !victim.isAtWork(lane, child.pid as number)) await turn();
}

/** The signal that has ended it; null when it has come to its end before. */
async function killAt(child: ChildProcess, moment: Promise<void>): Promise<NodeJS.Signals | null> {
  const exit = once(child, "exit");
  await Promise.race([moment, exit]);
  child.kill("SIGKILL");
  const [, signal] = await exit;
  return signal;
}

/** How long the command takes when nobody kills it, in milliseconds: the middle of five. */
async function lifeOf(lane: Lane, { whole, prepare }: Victim): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 5; i++) {
    prepare(lane);
    const start = performance.now();
    await expectToWork(lane, whole);
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[2] as number;
}

async function expectToWork(lane: Lane, words: readonly string[]): Promise<void> {
  expect(await lane.run(words), words.join(" ")).toBe(0);
  expectOrder(lane);
}

/** There is no other name than the one it was about, either. */
function expectOrder(lane: Lane): Standing {
  const standing = lane.expectOrder();
  expect(Object.keys(standing).filter((name) => name !== NAME)).toEqual([]);
  return standing;
}

describe("killed at any moment, it leaves nothing that the next command minds", () => {
  for (const [what, victim] of Object.entries(victims)) {
    kernelTest(`${what}, ${ROUNDS} times`, { timeout: 60_000 + 2_000 * ROUNDS }, async ({ scratch }) => {
      const lanes = Array.from({ length: LANES }, (_, i) => new Lane(`${scratch}/run${i}`));
      const tally = await killAll(lanes, victim);
      expect(tally.killed + tally.ended).toBe(ROUNDS);
      expect(tally.killed).toBeGreaterThan(0);
      if (process.env["NETNS_KILLED_ROUNDS"] !== undefined) console.log(what, tally);
      await vi.waitFor(() => expect(lanes.flatMap((lane) => lane.strays())).toEqual([]), { timeout: 20_000 });
      expect(readdirSync(scratch).filter((name) => !name.startsWith("run"))).toEqual([]);
    });
  }
});
