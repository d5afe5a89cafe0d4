import { NamespaceError } from "./errors.js";
import type { Paths } from "./paths.js";
import { type LockOptions, shareRunDir } from "./run-dir.js";

/**
 * Makes a name in the run directory, which is prepared before: as often as ip(8) does, that is for each name, or once
 * for a session, and then again where it turns out to be gone.
 */
export function inRunDir<T>(paths: Paths, options: LockOptions, make: () => T): T {
  const { session } = options;
  if (session?.hasPrepared(paths.runDir) === true) {
    try {
      return make();
    } catch (error) {
      if (!(error instanceof NamespaceError && error.step === "create-file" && error.code === "ENOENT")) throw error;
    }
  }
  shareRunDir(paths, options);
  session?.setPrepared(paths.runDir);
  return make();
}
