/** What keeps a program going that its caller has left alone: nohup(1), and shells for a script's background. */
const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGTERM: 15 } as const;

/**
 * Node sets what its caller ignores to the default at its start (PlatformInit in src/node.cc), and can ignore nothing
 * itself: a listener that does nothing comes to the same. Programs that we run are given what was inherited.
 */
export function ignoreAgain(ignoredSignals: bigint): void {
  for (const [name, number] of Object.entries(SIGNALS))
    if ((ignoredSignals & (1n << BigInt(number - 1))) !== 0n) process.on(name, () => {});
}
