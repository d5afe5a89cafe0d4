import { NetlinkError } from "../../errors.js";

/** How to delete. */
export interface DeleteOptions {
  /** It is no error when there is nothing to delete. Default false. */
  readonly ifExists?: boolean | undefined;
}

/**
 * Deletes; where that is allowed, not finding anything is not an error.
 *
 * @param codes What the kernel says when there is no such thing.
 * @returns Whether something was deleted.
 */
export function deleteWith({ ifExists = false }: DeleteOptions, codes: readonly string[], work: () => void): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if (ifExists && error instanceof NetlinkError && codes.includes(error.code)) return false;
    throw error;
  }
}
