const SIGPIPE_BIT = 1n << 12n;

/**
 * Nobody reads our output any more: ends as a C program does, by SIGPIPE, or with status 0 when the caller ignores
 * that signal. Node ignores it from its start; adding and removing a listener makes libuv set the default again.
 */
export function endByBrokenPipe(ignoredSignals: bigint): number {
  if ((ignoredSignals & SIGPIPE_BIT) !== 0n) return 0;
  const listener = () => {};
  process.on("SIGPIPE", listener);
  process.off("SIGPIPE", listener);
  process.kill(process.pid, "SIGPIPE");
  return 0;
}
