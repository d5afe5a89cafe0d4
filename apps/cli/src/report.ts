import { InvalidNameError, NamespaceError, NetlinkError, UnsupportedPlatformError } from "@netns/core";
import { Failure } from "./failure.js";

/** Says on standard error what went wrong, in the words of ip(8), and gives the status it ends with. */
export function report(error: unknown, warn: (line: string) => void): number {
  if (error instanceof Failure) {
    if (error.message !== "") warn(error.message);
    return error.status;
  }
  if (error instanceof InvalidNameError) {
    warn(error.message);
    return 255;
  }
  if (error instanceof NetlinkError) {
    warn(netlinkText(error));
    return 2;
  }
  if (error instanceof NamespaceError || error instanceof UnsupportedPlatformError) {
    warn(error.message);
    return 1;
  }
  throw error;
}

/** The kernel's own sentence where it gives one, with a final dot; else what the number means. */
export function netlinkText({ extack, reason }: NetlinkError): string {
  if (extack.message === undefined) return `RTNETLINK answers: ${reason}`;
  return `Error: ${extack.message}${extack.message.endsWith(".") ? "" : "."}`;
}
