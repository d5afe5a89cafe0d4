import { hasRunDir, listNamespaces, type NamespaceEntry } from "@netns/core";
import type { Command } from "../context.js";
import { formatRecords } from "../json.js";

export const list: Command = {
  names: ["list", "show", "lst"],
  run(_args, { settings, out, warn, paths, program }) {
    // Not even an empty array in JSON, whatever the reason: as ip(8).
    if (!hasRunDir(paths)) return 0;
    const entries = listNamespaces(paths);
    if (settings.json) {
      const records = entries.map((entry) => ({ name: entry.name, id: entry.nsid, state: stateOf(entry) }));
      out.line(formatRecords(records, settings.pretty));
    } else {
      for (const { name, nsid } of entries) out.line(nsid === undefined ? name : `${name} (id: ${nsid})`);
    }
    for (const entry of entries) {
      if (stateOf(entry) === undefined) continue;
      warn(
        `"${entry.name}" is not a network namespace (${entry.kind}); remove it with: ${program} delete ${entry.name}`,
      );
    }
    return 0;
  },
};

/** Only what is certainly not a live namespace has a state: what cannot be opened may well be one. */
function stateOf({ kind }: NamespaceEntry): "stale" | undefined {
  return kind === "namespace" || kind === "unreadable" ? undefined : "stale";
}
