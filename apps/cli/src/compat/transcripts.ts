import { readFileSync } from "node:fs";

/** A run of stock ip that was recorded: what it was asked, and what it said. */
export interface Transcript {
  readonly id: string;
  /** As whom the command ran: root (where absent), an ordinary user, or root of a user namespace of its own. */
  readonly mode?: "nobody" | "userns";
  /** Shell text that ran before, with stock ip. */
  readonly setup?: string;
  readonly argv: readonly string[];
  readonly stdin?: string;
  /** Nothing where absent. */
  readonly stdout?: string;
  readonly stderr?: string;
  /** As a shell sees it. Absent: it went on until it was ended. */
  readonly exit?: number;
  /** Shell text that ran afterwards, with stock ip, and what that printed. */
  readonly check?: string;
  readonly left?: string;
}

/**
 * The recorded runs whose text does not depend on the version of ip(8). Bytes that are not UTF-8 stand as in
 * `../words.ts`. The first line says where they come from.
 *
 * Lines that begin with `Error:` and end in a dot ("Peer netns reference is invalid.") are the kernel's, of 6.18, and so
 * are the fields of mountinfo: on another kernel these are what to look at first.
 */
export function readTranscripts(): Transcript[] {
  const [, ...lines] = readFileSync(new URL("transcripts.jsonl", import.meta.url), "utf8")
    .trimEnd()
    .split("\n");
  return lines.map((line) => JSON.parse(line) as Transcript);
}
