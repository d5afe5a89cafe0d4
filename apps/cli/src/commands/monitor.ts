import { watchNamespaces } from "@netns/core";
import type { Command } from "../context.js";

export const monitor: Command = {
  names: ["monitor"],
  async run(_args, { out, warn, paths }) {
    using watch = watchNamespaces({ ...paths, nsids: false });
    for await (const event of watch) {
      if (event.type === "name-added") out.line(`add ${event.name}`);
      else if (event.type === "name-deleted") out.line(`delete ${event.name}`);
      else if (event.type === "resync") warn(`Events may have been lost (${event.reason}); looking again`);
      out.flush();
    }
    return 0;
  },
};
