import { SyscallError } from "../errors.js";
import { type FileSystem, linux, type System } from "../system.js";
import { checkCallName, numberOf } from "./failing-system.js";
import { type Call, interceptSystem, syscallName } from "./intercept.js";
import { showCall } from "./show-call.js";

/**
 * What a call gives:
 * - a function answers with what it returns
 * - an array holds one answer for each call, in turn; one more call than answers is an error
 * - `fails("EPERM")`, also from a function, is thrown as that call's SyscallError, any other Error as it is
 * - anything else is returned, each time
 *
 * A result that is an array, or a function, is returned by a function.
 */
export type ScriptedAnswer = unknown;

type Answers<Calls> = {
  readonly [Name in keyof Calls as Calls[Name] extends (...args: never[]) => unknown ? Name : never]?: ScriptedAnswer;
};

/** Answers by the names of calls. */
export type Script = Answers<System> & { readonly fs?: Answers<FileSystem> };

/** A system that is nothing but its script. */
export interface ScriptedSystem {
  readonly system: System;
  /** The calls so far. */
  readonly calls: readonly Call[];
  /** @throws Error when a call was not in the script, also if the program has caught that, or when answers are left. */
  verify(): void;
}

/**
 * A system in which nothing is real: every call is answered from a table. A call that the table does not have is an
 * Error that shows it.
 *
 * @throws TypeError when there is no such call.
 * @example
 * const { system, calls } = scriptedSystem({ setns: [0, fails("EPERM")], fs: { openSync: 5, closeSync: undefined } });
 */
export function scriptedSystem(script: Script): ScriptedSystem {
  const calls: Call[] = [];
  const answers = flat(script);
  const taken = new Map<string, number>();
  let unscripted: Error | undefined;

  const fail = (reason: string): never => {
    unscripted ??= new Error(reason);
    throw unscripted;
  };

  const system = interceptSystem(linux, (call, make) => {
    const { name, args } = call;
    // A method of what the script itself has returned.
    if (name.includes("().")) return make();
    calls.push(call);
    if (!answers.has(name)) return fail(`the script has no answer for ${showCall(call)}`);
    const answer = answers.get(name);
    if (!Array.isArray(answer)) return give(answer, name, args);
    const nth = taken.get(name) ?? 0;
    if (nth >= answer.length) return fail(`the script has only ${answer.length} answers for ${showCall(call)}`);
    taken.set(name, nth + 1);
    return give(answer[nth], name, args);
  });

  return {
    system,
    calls,
    verify() {
      if (unscripted !== undefined) throw unscripted;
      for (const [name, answer] of answers) {
        const left = Array.isArray(answer) ? answer.length - (taken.get(name) ?? 0) : 0;
        if (left > 0) throw new Error(`${left} of the script's answers for ${name} were not asked for`);
      }
    },
  };
}

/** An answer of a `scriptedSystem`: the call fails with this errno. @throws TypeError when there is no such errno. */
export function fails(errno: string): Failure {
  return new Failure(numberOf(errno));
}

class Failure {
  constructor(readonly errno: number) {}
}

function flat({ fs = {}, ...rest }: Script): Map<string, ScriptedAnswer> {
  const answers = new Map([
    ...Object.entries(rest),
    ...Object.entries(fs).map(([name, answer]) => [`fs.${name}`, answer] as const),
  ]);
  for (const name of answers.keys()) checkCallName(name);
  return answers;
}

function give(answer: ScriptedAnswer, name: string, args: readonly unknown[]): unknown {
  const value: unknown = typeof answer === "function" ? answer(...args) : answer;
  if (value instanceof Failure) throw new SyscallError(syscallName(name), value.errno);
  if (value instanceof Error) throw value;
  return value;
}
