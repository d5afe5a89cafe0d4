import { identityOf, isSameNamespace, type NamespaceIdentity } from "./identity.js";
import { type Name, nameOf } from "./name.js";
import { entryPath, type Options, withDefaults } from "./paths.js";
import { readRunDir } from "./run-dir.js";

/** The names of a namespace, in the run directory's order. */
export function namesOf(namespace: NamespaceIdentity, options: Options = {}): Name[] {
  const paths = withDefaults(options);
  const names: Name[] = [];
  for (const { rawName } of readRunDir(paths)) {
    const identity = identityOf(entryPath(paths.runDir, rawName), paths.system);
    if (identity !== undefined && isSameNamespace(identity, namespace)) names.push(nameOf(rawName));
  }
  return names;
}
