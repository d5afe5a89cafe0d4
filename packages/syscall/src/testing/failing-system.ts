import { errno as numbers } from "../errno.js";
import { SyscallError } from "../errors.js";
import { linux, type System } from "../system.js";
import { type Call, interceptSystem, syscallName } from "./intercept.js";

/** A call, and whether it was made to fail. */
export interface CountedCall extends Call {
  readonly failed: boolean;
}

/** A system that makes one call fail, and a list of the calls so far. */
export interface FailingSystem {
  readonly system: System;
  readonly calls: readonly CountedCall[];
}

interface Failure {
  /** Which call fails: 0 is the first. Without it none does: use that to count the calls of an operation. */
  readonly nth?: number | undefined;
  /** Only calls of this name count, for instance `mount` or `fs.openSync`. */
  readonly call?: string | undefined;
  /** The error's name, `EIO` when not given. */
  readonly errno?: string | undefined;
  /** What makes the calls that do not fail: another fake, so that several calls fail. Default: the real system. */
  readonly base?: System | undefined;
}

/**
 * The real system, but the nth call fails instead of being made. A close is made all the same and then fails, as
 * close(2) does; what it closed would otherwise look like a leak.
 *
 * @throws TypeError when there is no such errno or call.
 */
export function failingSystem({ nth, call, errno = "EIO", base = linux }: Failure = {}): FailingSystem {
  const calls: CountedCall[] = [];
  let counted = 0;
  const number = numberOf(errno);
  checkCallName(call);
  const system = interceptSystem(base, ({ name, args }, make) => {
    // What is no system call: a watch of Node's event loop is closed.
    if (name.includes("().") && !name.endsWith("Sync")) return make();
    const failed = (call === undefined || call === name) && counted++ === nth;
    calls.push({ name, args, failed });
    if (!failed) return make();
    if (CLOSES.test(name)) make();
    throw new SyscallError(syscallName(name), number);
  });
  return { system, calls };
}

const CLOSES = /(^|\.)close(Sync)?$/;

/** @throws TypeError */
export function numberOf(errno: string): number {
  const number = numbers[errno];
  if (number === undefined) throw new TypeError(`no such errno: ${errno}`);
  return number;
}

/** A misspelt name would never be called, and its test would prove nothing. */
export function checkCallName(name: string | undefined): void {
  if (name === undefined || name.includes("().")) return;
  const [group, member] = name.startsWith("fs.") ? [linux.fs, name.slice(3)] : [linux, name];
  if (typeof (group as unknown as Record<string, unknown>)[member] !== "function")
    throw new TypeError(`no such call: ${name}`);
}
