const SIGPIPE_BIT = 1n << 12n;

/** Whether the caller ignores SIGPIPE: then a C program goes on where nobody reads its output. */
export function ignoresBrokenPipe(ignoredSignals: bigint): boolean {
  return (ignoredSignals & SIGPIPE_BIT) !== 0n;
}

/**
 * Nobody reads our output any more: ends as a C program does, by SIGPIPE. Node ignores it from its start; adding and
 * removing a listener makes libuv set the default again.
 */
export function endByBrokenPipe(): number {
  const listener = () => {};
  process.on("SIGPIPE", listener);
  process.off("SIGPIPE", listener);
  process.kill(process.pid, "SIGPIPE");
  return 0;
}
