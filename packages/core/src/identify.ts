import { attempt } from "./errors.js";
import { type Name, nameOf } from "./name.js";
import { identityOf, isSameNamespace, type NamespaceIdentity } from "./namespace.js";
import { entryPath, type Options, withDefaults } from "./paths.js";
import { readRunDir } from "./run-dir.js";

/**
 * The names of the namespace that a process is in (`"self"`: the calling process), in the run directory's order;
 * none for a namespace without a name. As `ip netns identify`, which shows one of them only.
 *
 * @throws NamespaceError with step "open": ENOENT when there is no such process, EACCES when it is not ours to see.
 */
export function identifyProcess(pid: number | "self", options: Options = {}): Name[] {
  const { procDir, system } = withDefaults(options);
  const path = `${procDir}/${pid}/ns/net`;
  const { dev, ino } = attempt("open", { path }, () => system.fs.statSync(path, { bigint: true }));
  return namesOf({ device: dev, inode: ino }, options);
}

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
