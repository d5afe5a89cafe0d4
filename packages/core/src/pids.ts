import type { Bytes, System } from "@netns/syscall";
import { attempt } from "./errors.js";
import { checkName } from "./name.js";
import { identityOf, isSameNamespace } from "./namespace.js";
import { entryPath, type Options, withDefaults } from "./paths.js";

/**
 * The processes whose main thread is in a namespace, ascending, as `ip netns pids`. Those of other users are left out
 * where the caller may not look at them (ptrace(2) access).
 *
 * @throws NamespaceError with step "open" when there is no such name.
 * @throws InvalidNameError
 */
export function listPids(name: Bytes, options: Options = {}): number[] {
  checkName(name);
  const { runDir, procDir, system } = withDefaults(options);
  const path = entryPath(runDir, name);
  const { dev, ino } = attempt("open", {}, () => system.fs.statSync(path, { bigint: true }));
  const namespace = { device: dev, inode: ino };
  return readPids(procDir, system).filter((pid) => {
    const identity = identityOf(`${procDir}/${pid}/ns/net`, system);
    return identity !== undefined && isSameNamespace(identity, namespace);
  });
}

/**
 * The pids that /proc shows, ascending. Not with opendirSync: /proc shows a process that ends meanwhile as an entry of
 * unknown type, which Node then looks up to find the type, and throws ENOENT (seen twice in 137,000 readings).
 */
function readPids(procDir: string, system: System): number[] {
  return attempt("read-proc", { path: procDir }, () => system.fs.readdirSync(procDir))
    .filter((name) => /^[0-9]+$/.test(name))
    .map(Number)
    .sort((a, b) => a - b);
}
