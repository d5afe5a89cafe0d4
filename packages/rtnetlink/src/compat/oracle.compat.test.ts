import { spawnSync } from "node:child_process";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { deserialize } from "node:v8";
import { findSandbox, inSandbox } from "@netns/testing/sandbox";
import { describe, expect, test } from "vitest";
// By its path, the one place where that may be: these maps are for tests, and published nowhere.
import {
  compareShown,
  type Link,
  type Nexthop,
  Report,
  type Scene,
} from "../../../netlink/src/testing/ip-fields/index.js";

/** What scene.mjs writes. */
interface Outcome {
  readonly failures: ReadonlyArray<{ readonly command: string; readonly stderr: string }>;
  readonly rounds: readonly Round[];
}

/** The same state several times: what moves is not the same every time. */
interface Round {
  readonly links: readonly Link[];
  /** Or the reason why there are none, as for the entries. */
  readonly nexthops: readonly Nexthop[] | string;
  readonly answers: readonly Both[];
}

/** Both answers to a question, theirs right behind ours. */
interface Both {
  readonly command: string;
  readonly entries: readonly object[] | string;
  readonly shown: { readonly ok: boolean; readonly stdout: string; readonly stderr: string };
}

const IFF_UP = 1;
const PATH = `${process.env["PATH"]}:/usr/sbin:/sbin`;

const sandbox = findSandbox();
const hasTools =
  spawnSync("sh", ["-c", "command -v ip && command -v bridge && command -v tc"], { env: { PATH } }).status === 0;
const missing =
  sandbox.kind === "none" ? sandbox.reason : hasTools ? undefined : "ip(8) or its like is missing: install iproute2";
if (missing !== undefined) console.error(`Compared with nothing: ${missing}`);

/** What a kernel may say of what it was built without, or is too old for. */
const MISSING = /Unknown device type|not supported/;

function play(kind: "root" | "user"): Outcome {
  const folder = dirname(fileURLToPath(import.meta.url));
  const [file, ...args] = inSandbox(kind, [process.execPath, `${folder}/scene.mjs`]);
  const env = { PATH, HOME: "/", LC_ALL: "C" };
  const { status, stdout, stderr } = spawnSync(file, args, { env, maxBuffer: 1e9 });
  if (status !== 0) throw new Error(`the scene: ${stderr}`);
  return deserialize(stdout);
}

function sceneOf(command: string, { links, nexthops }: Round): Scene {
  const link = (index: number) => links.find(({ header }) => header.index === index);
  return {
    numeric: command.includes(" -N "),
    links,
    ifname: (index) => link(index)?.attributes.ifname,
    isUp: (index) => {
      const flags = link(index)?.header.flags;
      return flags === undefined ? undefined : (flags & IFF_UP) !== 0;
    },
    nexthop: (id) => (typeof nexthops === "string" ? [] : nexthops).find(({ attributes }) => attributes.id === id),
  };
}

/** Nothing printed is nothing there: some tools leave out the brackets. */
const outputOf = (text: string): readonly unknown[] => (text.trim() === "" ? [] : JSON.parse(text));

const report = new Report();

/** What is wrong with an answer. Nothing, where the kernel has nothing like it. */
function problemsOf({ command, entries, shown }: Both, round: Round): readonly string[] {
  if (typeof entries === "string") return shown.ok && outputOf(shown.stdout).length > 0 ? [entries] : [];
  if (!shown.ok) return [shown.stderr];
  compareShown(report, { command, output: outputOf(shown.stdout) }, entries, sceneOf(command, round));
  return report.problems.splice(0);
}

describe.skipIf(missing !== undefined)("the same as iproute2's tools of the same state", () => {
  const { failures, rounds }: Outcome =
    sandbox.kind === "none" || missing !== undefined ? { failures: [], rounds: [] } : play(sandbox.kind);

  test("the scene is there, but for what the kernel has not", () => {
    expect(failures.filter(({ stderr }) => !MISSING.test(stderr))).toEqual([]);
  });

  for (const [nth, { command }] of (rounds[0]?.answers ?? []).entries()) {
    test(command, () => {
      let problems: readonly string[] = [];
      for (const round of rounds) {
        problems = problemsOf(round.answers[nth] as Both, round);
        // Things move between the two answers; what is wrong is wrong every time.
        if (problems.length === 0) return;
      }
      throw new Error(problems.join("\n"));
    });
  }

  test("enough is compared", () => {
    const of = (name: string) => [...report.compared.keys()].filter((path) => path.startsWith(`${name}.`)).length;
    expect(of("link")).toBeGreaterThan(100);
    expect(of("addr")).toBeGreaterThan(20);
    expect(of("route")).toBeGreaterThan(15);
    expect(of("neigh")).toBeGreaterThan(5);
  });
});
