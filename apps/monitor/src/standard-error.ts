import { writeSync } from "node:fs";

/** Says something. Nobody may be there any more to read it: that is no reason to end, nor to end in another way. */
export function say(text: string): void {
  try {
    writeSync(2, text);
  } catch (error) {
    if (!isWriteFailure(error)) throw error;
  }
}

/** Whether it could not be written to a descriptor. */
export function isWriteFailure(error: unknown): boolean {
  return error instanceof Error && "syscall" in error && error.syscall === "write";
}
