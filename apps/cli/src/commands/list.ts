import { hasRunDir, listNamespaces, type NamespaceEntry } from "@netns/core";
import type { Command } from "../context.js";
import { nameFields } from "../json.js";
import { wordOf } from "../words.js";
import { printJson } from "./print.js";

export const list: Command = {
  names: ["list", "show", "lst"],
  run(_args, context) {
    const { settings, out, warn, paths, program } = context;
    // Not even an empty array in JSON, whatever the reason: as ip(8).
    if (!hasRunDir(paths)) return 0;
    const entries = listNamespaces(paths);
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
    for (const entry of entries) {
      if (stateOf(entry) === undefined) continue;
      const name = wordOf(entry);
      warn(`"${name}" is not a network namespace (${entry.kind}); remove it with: ${program} delete ${name}`);
    }
    return 0;
  },
};

/** Only what is certainly not a live namespace has a state: what cannot be opened may well be one. */
function stateOf({ kind }: NamespaceEntry): "stale" | undefined {
  return kind === "namespace" || kind === "unreadable" ? undefined : "stale";
}
