/** How a child ended: with a status, or by a signal. */
export type ExitStatus =
  | { readonly code: number; readonly signal?: never }
  | { readonly signal: number; readonly coreDumped: boolean; readonly code?: never };

/** What has happened to a child that lives on: stopped by a signal, or continued. */
export type PauseStatus = { readonly stopped: number } | { readonly continued: true };

export type ChildStatus = ExitStatus | PauseStatus;

/** What WCONTINUED reports, as a whole. */
const CONTINUED = 0xffff;
const STOPPED = 0x7f;
const CORE_DUMPED = 0x80;

/**
 * The status word of wait(2), as the macros of sys/wait.h read it:
 *
 *     exited     code << 8
 *     killed     signal, with 0x80 when there is a core dump
 *     stopped    signal << 8 | 0x7f
 *     continued  0xffff
 */
export function decodeWaitStatus(word: number): ChildStatus {
  const low = word & 0x7f;
  const high = (word >> 8) & 0xff;
  if ((word & 0xffff) === CONTINUED) return { continued: true };
  if (low === STOPPED) return { stopped: high };
  if (low === 0) return { code: high };
  return { signal: low, coreDumped: (word & CORE_DUMPED) !== 0 };
}
