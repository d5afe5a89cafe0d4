import { NetlinkError } from "../errors.js";

/** What the kernel said, if it refused. What else is thrown goes through. */
export function refusalOf(work: () => unknown): NetlinkError | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof NetlinkError) return error;
    throw error;
  }
}

/** What the kernel said. @throws Error when it has not refused */
export function refusal(work: () => unknown): NetlinkError {
  const said = refusalOf(work);
  if (said === undefined) throw new Error("not refused");
  return said;
}

/** The code of the kernel's refusal; "none" when it has not refused. */
export function codeOf(work: () => unknown): string {
  return refusalOf(work)?.code ?? "none";
}

/** What is thrown, by the kernel's word or by our own. @throws Error when nothing is */
export function failure(work: () => unknown): Error {
  try {
    work();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error("not refused");
}

/** Whether a kind of link is refused because the kernel does not have it. */
export function isUnknownKind(said: NetlinkError | undefined): boolean {
  return said?.code === "EOPNOTSUPP" && said.extack.message === "Unknown device type";
}
