import { spawnSync } from "node:child_process";
import { dirname } from "node:path";
import { findSandbox } from "@netns/testing/sandbox";
import { describe, expect, test } from "vitest";
import { netnsPath } from "../fixtures/netns.js";
import { allowed } from "./allowed.js";
import { DEPENDS_ON_VERSION, excuse } from "./left-out.js";
import { type Replayed, replay } from "./replay.js";
import { readTranscripts, type Transcript } from "./transcripts.js";
import { findStock, inOurWords } from "./twins.js";

const sandbox = findSandbox();
const stock = findStock();
const transcripts = readTranscripts();
const ids = new Set(transcripts.map(({ id }) => id));

const recorded = ({ stdout = "", stderr = "", exit, left = "" }: Transcript): Replayed => ({
  stdout,
  stderr,
  exit,
  left,
});

test("every transcript has an id of its own, and what is allowed to differ is one of them", () => {
  expect(ids.size).toBe(transcripts.length);
  expect(Object.keys(allowed).filter((id) => !ids.has(id))).toEqual([]);
});

test("the text of none depends on the version of ip(8)", () => {
  expect(Object.keys(DEPENDS_ON_VERSION).filter((id) => ids.has(id))).toEqual([]);
  expect(ids.size + Object.keys(DEPENDS_ON_VERSION).length).toBe(471);
});

test("what is allowed to differ does", () => {
  for (const transcript of transcripts) {
    const { because, ...instead } = allowed[transcript.id] ?? { because: "" };
    if (because !== "") expect({ ...recorded(transcript), ...instead }).not.toEqual(recorded(transcript));
  }
});

/** Under the name `ip` a batch goes to the real one; it is ours that is to be compared. */
const programOf = ({ id }: Transcript) => (id.startsWith("batch") ? "netns" : "ip");

/** An ordinary user must be able to run what belongs to whoever runs the tests. */
function nobodyCan(): boolean {
  if (sandbox.kind !== "root") return false;
  const words = ["--reuid", "65534", "--regid", "65534", "--clear-groups", netnsPath, "help"];
  const env = { ...process.env, PATH: `${dirname(process.execPath)}:${process.env["PATH"]}` };
  return /^Usage:/.test(spawnSync("setpriv", words, { env, encoding: "utf8" }).stderr ?? "");
}

const can = { sandbox: sandbox.kind, nobody: nobodyCan(), runDir: stock?.runDir };
const skipped = new Map<string, number>();
for (const transcript of transcripts) {
  const reason = excuse(transcript, can);
  if (reason !== undefined) skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
}
for (const [reason, count] of skipped) console.error(`${count} transcripts are not replayed: ${reason}`);

describe.concurrent("as ip netns was recorded", () => {
  for (const transcript of transcripts) {
    test.skipIf(excuse(transcript, can) !== undefined)(transcript.id, async ({ expect }) => {
      if (sandbox.kind === "none") return;
      const { because, ...instead } = allowed[transcript.id] ?? { because: "as recorded" };
      const program = programOf(transcript);
      const expected = { ...recorded(transcript), ...instead };
      if (program === "netns") expected.stderr = inOurWords(expected.stderr);
      expect(await replay(transcript, sandbox.kind, expected, program), because).toEqual(expected);
    });
  }
});
