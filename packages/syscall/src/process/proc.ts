import { hasCode } from "../errors.js";

/** What /proc says; undefined where it is not mounted: a program can be run there all the same, as ip(8) does. */
export function withProc<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}
