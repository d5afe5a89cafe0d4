/** What keeps a program going that its caller has left alone: nohup(1), and shells for a script's background. */
const NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGTERM: 15 } as const;

type Ignorable = keyof typeof NUMBERS;

/** What ends it in good order: a terminal that is hung up, too. SIGQUIT leaves a core, as of any program. */
export const endingSignals = ["SIGHUP", "SIGINT", "SIGTERM"] as const;
export type EndingSignal = (typeof endingSignals)[number];

/**
 * Those that the caller has had ignored. Node sets them to their default at its start (PlatformInit in src/node.cc), so
 * that the shell line at the head of the built command (tsup.config.ts) leaves them as `PID:SigIgn`, proc(5). Without a
 * record of this very process (somebody ran `node netns-monitor.cjs`), none.
 */
export function ignoredSignals(env: Readonly<Record<string, string | undefined>>, pid: number): Ignorable[] {
  const [recordedPid, mask = ""] = env["NETNS_MONITOR_IGNORED"]?.split(":") ?? [];
  if (recordedPid !== String(pid) || !/^[0-9a-f]+$/.test(mask)) return [];
  const bits = BigInt(`0x${mask}`);
  const names = Object.keys(NUMBERS) as Ignorable[];
  return names.filter((name) => (bits & (1n << BigInt(NUMBERS[name] - 1))) !== 0n);
}
