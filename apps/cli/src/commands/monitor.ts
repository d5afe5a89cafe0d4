import { type WatchEvent, watchNamespaces } from "@netns/core";
import type { Command, Context } from "../context.js";
import { formatRecord, type JsonRecord, nameFields } from "../json.js";
import { wordOf } from "../words.js";
import { hasOwnJson } from "./print.js";

export const monitor: Command = {
  async run(_args, context) {
    const show = hasOwnJson(context) ? printRecord : printLine;
    using watch = watchNamespaces({ ...context.paths, nsids: false });
    for await (const event of watch) {
      show(event, context);
      context.out.flush();
      // There is nothing else that it does.
      if (context.out.failure !== undefined) break;
    }
    return 0;
  },
};

function printLine(event: WatchEvent, { out, warn }: Context): void {
  if (event.type === "name-added") out.line(`add ${wordOf(event)}`);
  else if (event.type === "name-deleted") out.line(`delete ${wordOf(event)}`);
  else if (event.type === "resync") warn(`Events may have been lost (${event.reason}); looking again`);
}

/** One JSON object a line. With -timestamp it says when: ISO 8601, in UTC. */
function printRecord(event: WatchEvent, { out, settings }: Context): void {
  const record = recordOf(event);
  if (record === undefined) return;
  const time = settings.timestamp ? new Date().toISOString() : undefined;
  out.json(formatRecord({ ...record, time }));
}

function recordOf(event: WatchEvent): JsonRecord | undefined {
  if (event.type === "name-added") return { event: "add", ...nameFields(event) };
  if (event.type === "name-deleted") return { event: "delete", ...nameFields(event) };
  if (event.type === "resync") return { event: "resync", reason: event.reason };
  return undefined;
}
