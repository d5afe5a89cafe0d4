import { hasCode } from "@netns/syscall";
import { attempt, quietly } from "./errors.js";
import { identityOf, isSameNamespace, type NamespaceIdentity } from "./identity.js";
import { type Name, nameOf } from "./name.js";
import { entryPath, type Options, type Paths, withDefaults } from "./paths.js";

/** The names of a namespace, in the run directory's order. */
export function namesOf(namespace: NamespaceIdentity, options: Options = {}): Name[] {
  const paths = withDefaults(options);
  const names: Name[] = [];
  for (const rawName of entriesOf(paths)) {
    const identity = identityOf(entryPath(paths.runDir, rawName), paths.system);
    if (identity !== undefined && isSameNamespace(identity, namespace)) names.push(nameOf(rawName));
  }
  return names;
}

/** As readRunDir, but with node:fs alone: a command that only looks names up starts sooner without libc. */
function* entriesOf({ runDir, system }: Paths): Generator<Buffer> {
  const directory = attempt("read-run-dir", { path: runDir }, () => {
    try {
      return system.fs.opendirSync(runDir, { encoding: BYTES });
    } catch (error) {
      if (hasCode(error, "ENOENT")) return undefined;
      throw error;
    }
  });
  if (directory === undefined) return;
  try {
    const next = () => attempt("read-run-dir", { path: runDir }, () => directory.readSync());
    // Node gives bytes for this encoding; its types know that for readdir only.
    for (let entry = next(); entry !== null; entry = next()) yield entry.name as unknown as Buffer;
  } finally {
    quietly(() => directory.closeSync());
  }
}

const BYTES = "buffer" as BufferEncoding;
