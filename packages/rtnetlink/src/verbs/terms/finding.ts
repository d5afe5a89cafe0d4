import { NetlinkError } from "../../errors.js";

/**
 * What is asked for; undefined where the kernel says that there is none.
 *
 * @param code What it says then.
 */
export function foundOr<T>(code: string, ask: () => T): T | undefined {
  try {
    return ask();
  } catch (error) {
    if (error instanceof NetlinkError && error.code === code) return undefined;
    throw error;
  }
}
