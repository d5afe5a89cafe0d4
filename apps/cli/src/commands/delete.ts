import { deleteNamespace, listNames, NamespaceError } from "@netns/core";
import type { Command, Context } from "../context.js";
import { requireName } from "./arguments.js";

export const remove: Command = {
  names: ["delete"],
  run([name], context) {
    if (context.settings.all) return removeAll(context);
    deleteNamespace(requireName(name), context.paths);
    return 0;
  },
};

/** Unlike ip(8), which stops at the first failure and ends with 0. */
function removeAll({ paths, warn }: Context): number {
  const failed: string[] = [];
  const names = listNames(paths);
  for (const { name, rawName } of names) {
    try {
      deleteNamespace(rawName, paths);
    } catch (error) {
      if (!(error instanceof NamespaceError)) throw error;
      warn(error.message);
      failed.push(name);
    }
  }
  if (failed.length === 0) return 0;
  warn(`${failed.length} of ${names.length} could not be removed: ${failed.join(" ")}`);
  return 1;
}
