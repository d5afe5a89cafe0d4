import { deleteNamespace, deleteNamespaces, listNames } from "@netns/core";
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
  const names = listNames(paths).map(({ rawName }) => rawName);
  const failures = deleteNamespaces(names, paths);
  if (failures.length === 0) return 0;
  for (const { error } of failures) warn(error.message);
  const failed = failures.map(({ name }) => Buffer.from(name as string).toString());
  warn(`${failed.length} of ${names.length} could not be removed: ${failed.join(" ")}`);
  return 1;
}
