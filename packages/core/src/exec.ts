import { type Bytes, becomeProgram, type InheritedState } from "@netns/syscall";
import { attempt } from "./errors.js";
import { leaveVrf } from "./leave-vrf.js";
import { nameText } from "./name.js";
import type { NamespaceSource } from "./namespace.js";
import { type EnterOptions, enterForGood } from "./overlay.js";
import { withDefaults } from "./paths.js";

/** Becoming a command. */
export interface ExecOptions extends EnterOptions {
  /** What the command shall inherit. Default: standard input, output and error, no signal ignored or blocked. */
  readonly inherited?: InheritedState | undefined;
}

/**
 * Replaces this process by a command inside a namespace, as `ip netns exec`: same pid, terminal, environment, working
 * directory, but out of a VRF (ip-vrf(8)); the exit status is the command's own. Call it from the main thread, when nothing else is left to do.
 *
 * @throws NamespaceError, with step "exec" when the command was not found or cannot run. After a failure the
 * process is in the namespace all the same: end it.
 * @throws InvalidNameError
 * @example
 * exec("blue", "ip", ["address"]);
 */
export function exec(
  source: NamespaceSource,
  command: Bytes,
  args: readonly Bytes[] = [],
  options: ExecOptions = {},
): never {
  const { system } = withDefaults(options);
  leaveVrf(system, options);
  enterForGood(source, options);
  const { inherited } = options;
  return attempt("exec", { path: nameText(command) }, () =>
    becomeProgram(command, [command, ...args], { inherited, system }),
  );
}
