import { type AnyMessageCodec, families } from "./families.js";
import { type FormatAsOptions, formatAs } from "./format-as.js";
import { familyOf } from "./message/family-of.js";
import type { Frame } from "./message/frame.js";

/** How messages are to be shown. */
export interface FormatOptions extends FormatAsOptions {
  /** The families whose messages are known. Default: those of rtnetlink. */
  readonly families?: readonly AnyMessageCodec[] | undefined;
}

/**
 * A message for people, in the kernel's names: `RTM_NEWNSID seq 5 port 812 [NLM_F_MULTI] family=0 NETNSA_NSID=3`. What
 * is unknown is shown in hexadecimal, and so is what is malformed, with the reason.
 */
export function format(frame: Frame, options: FormatOptions = {}): string {
  return formatAs(familyOf(frame.header, options.families ?? families), frame, options);
}
