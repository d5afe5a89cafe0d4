import type { RtnetlinkClient } from "../client.js";
import { DumpInterruptedError, NetlinkError } from "../errors.js";
import { type Subject, subjects } from "./subjects.js";

/** A list of things of one subject. */
export interface Listed<T> {
  readonly items: readonly T[];
  /** All are of the same moment. */
  readonly consistent: boolean;
  /** False: the kernel may have ended the list too early. */
  readonly complete: boolean;
}

/** A family that the kernel does not have, or not any more. */
const LACKING = new Set(["EAFNOSUPPORT", "EOPNOTSUPP", "EPFNOSUPPORT"]);

/** What the kernel lists of a subject and family. Where it has changed each time, what there was at last. */
export function dump<T>(client: RtnetlinkClient, subject: Subject, family: number): Listed<T> {
  const { codec, get } = subjects[subject];
  try {
    const { entries } = client.dump({ codec, type: get, message: { header: { family }, attributes: {} } });
    return { items: entries as readonly T[], consistent: true, complete: true };
  } catch (error) {
    if (error instanceof DumpInterruptedError)
      return { items: error.partial as readonly T[], consistent: false, complete: true };
    if (error instanceof NetlinkError && LACKING.has(error.code))
      return { items: [], consistent: true, complete: true };
    throw error;
  }
}
