import { hasRunDir, listNamespaces, type NamespaceEntry } from "@netns/core";
import { compileLess } from "../compile-less.js";
import type { Command } from "../context.js";
import { nameFields } from "../json.js";
import { quoted, wordOf } from "../words.js";
import { printJson } from "./print.js";

/** What loading node:v8 takes comes back later than elsewhere: one name takes little time. */
const MANY_TO_LIST = 500;

export const list: Command = {
  run(_args, context) {
    const { settings, out, warn, diagnostics, paths, program } = context;
    // Not even an empty array in JSON, whatever the reason: as ip(8).
    if (!hasRunDir(paths)) return 0;
    const entries = listNamespaces({ ...paths, onNames: compileLessFor });
    if (settings.json) {
      printJson(
        entries.map((entry) => ({ ...nameFields(entry), id: entry.nsid, state: stateOf(entry) })),
        context,
      );
    } else {
      for (const entry of entries) {
        const { nsid } = entry;
        out.line(nsid === undefined ? wordOf(entry) : `${wordOf(entry)} (id: ${nsid})`);
      }
    }
    // The list first, where both are the same terminal.
    out.flush();
    for (const entry of entries) {
      if (stateOf(entry) === undefined) continue;
      const name = wordOf(entry);
      const advice =
        entry.kind === "directory" ? "" : `; remove it with: ${program} delete ${quoted(name, diagnostics.isTerminal)}`;
      warn(`"${name}" is not a network namespace (${entry.kind})${advice}`);
    }
    return 0;
  },
};

function compileLessFor(count: number): void {
  if (count >= MANY_TO_LIST) compileLess();
}

/** Only what is certainly not a live namespace has a state: what cannot be opened may well be one. */
function stateOf({ kind }: NamespaceEntry): "stale" | undefined {
  return kind === "namespace" || kind === "unreadable" ? undefined : "stale";
}
