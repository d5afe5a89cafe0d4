import { deleteNamespace, deleteNamespaces, listNames } from "@netns/core";
import { compileLess, MANY } from "../compile-less.js";
import type { Command, Context } from "../context.js";
import { nameFields } from "../json.js";
import { Progress } from "../progress.js";
import { fromBytes, restoreWords, toBytes, wordOf } from "../words.js";
import { requireName } from "./arguments.js";
import { identityOf, tellHolders } from "./holders.js";
import { confirm, hasOwnJson, printJson } from "./print.js";

export const remove: Command = {
  run([word], context) {
    if (context.settings.all) return removeAll(context);
    const name = requireName(word);
    const namespace = context.diagnostics.isTerminal ? identityOf(name, context) : undefined;
    deleteNamespace(toBytes(name), context.paths);
    confirm(name, context);
    if (namespace !== undefined) tellHolders(namespace, context);
    return 0;
  },
};

/** So many between two looks at the clock. */
const PORTION = 100;

/** Unlike ip(8), which stops at the first failure and ends with 0. */
function removeAll(context: Context): number {
  const { paths, warn } = context;
  const names = listNames(paths);
  const failed = new Set<string>();
  if (names.length >= MANY) compileLess();
  using progress = new Progress("Deleting", names.length, context.diagnostics);
  for (let at = 0; at < names.length; at += PORTION) {
    const portion = names.slice(at, at + PORTION).map(({ rawName }) => rawName);
    for (const { name, error } of deleteNamespaces(portion, paths)) {
      const word = typeof name === "string" ? name : fromBytes(name);
      failed.add(word);
      progress.clear();
      warn(restoreWords(error.message, [word]));
    }
    progress.report(at + portion.length);
  }
  if (hasOwnJson(context)) printJson(names.filter((name) => !failed.has(wordOf(name))).map(nameFields), context);
  if (failed.size === 0) return 0;
  progress.clear();
  warn(`${failed.size} of ${names.length} could not be removed: ${[...failed].join(" ")}`);
  return 1;
}
