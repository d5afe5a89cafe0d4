import { accessSync, constants, statSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { isMainThread } from "node:worker_threads";

/** What a child is started with, in the terms of node:child_process. */
export interface CommandOptions {
  readonly cwd?: string | URL | undefined;
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  readonly argv0?: string | undefined;
  readonly shell?: boolean | string | undefined;
}

/** A command as execve(2) takes it. */
export interface CommandLine {
  readonly file: string;
  readonly argv: readonly string[];
}

/** @throws TypeError */
export function commandLine(command: string, args: readonly string[], { argv0, shell }: CommandOptions): CommandLine {
  if (command === "") throw new TypeError("a command is a word that is not empty");
  if (!Array.isArray(args)) throw new TypeError("a command's arguments are an array of words");
  for (const word of [command, ...args, argv0 ?? ""]) checkWord(word);
  if (shell === undefined || shell === false || shell === "")
    return { file: command, argv: [argv0 ?? command, ...args] };
  const file = shell === true ? "/bin/sh" : checkWord(shell);
  return { file, argv: [argv0 ?? file, "-c", [command, ...args].join(" ")] };
}

/** @throws TypeError */
function checkWord(word: unknown): string {
  if (typeof word === "string" && !word.includes("\0")) return word;
  const shown = typeof word === "string" ? JSON.stringify(word) : String(word);
  throw new TypeError(`a command is made of words without NUL, not ${shown}`);
}

/** Where execvp(3) looks when the child has no PATH: glibc's confstr(_CS_PATH). */
const DEFAULT_PATH = "/bin:/usr/bin";

/** A word without a slash is looked for where the child would look: along its own PATH. */
export function alongPath(file: string, { env = ownVariables(), cwd }: CommandOptions): string {
  if (file.includes("/") || env === undefined) return file;
  const base = cwd === undefined ? "." : directoryPath(cwd);
  const paths = (env["PATH"] ?? DEFAULT_PATH).split(":").map((folder) => resolve(base, folder, file));
  // None: what the kernel says of one that is there, or else of the first, is what people know.
  return paths.find(isProgram) ?? paths.find(isThere) ?? paths[0] ?? file;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    // Not there, or not to be run: then the next one.
    return false;
  }
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/** Undefined: the process's own, as it is when the child is started. @throws TypeError */
export function environmentOf({ env = ownVariables() }: CommandOptions): readonly string[] | undefined {
  return env && variables(env);
}

/** A Worker's process.env is its own. In the main thread it is the C library's, which keeps bytes that are not UTF-8. */
function ownVariables(): NodeJS.ProcessEnv | undefined {
  return isMainThread ? undefined : process.env;
}

/**
 * As `environmentOf`, for a child that is started a little later, when this program may have changed its environment.
 * Only one that is not UTF-8 is taken as it will be then: process.env does not have its bytes.
 */
export function environmentNow(options: CommandOptions): readonly string[] | undefined {
  const given = environmentOf(options);
  if (given !== undefined) return given;
  const own = variables(process.env);
  return own.some((variable) => variable.includes("\ufffd")) ? undefined : own;
}

function variables(env: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [checkWord(`${name}=${value}`)]));
}

/** Undefined: where the thread is that starts the child. */
export function directoryOf({ cwd }: CommandOptions): string | undefined {
  return cwd === undefined ? undefined : checkWord(directoryPath(cwd));
}

/**
 * As `directoryOf`, for a child that is started a little later, when this program may have gone elsewhere. One that
 * cannot be reached by its path is taken as it will be then.
 */
export function directoryNow(options: CommandOptions): string | undefined {
  const given = directoryOf(options);
  if (given !== undefined) return given;
  try {
    const path = process.cwd();
    const [there, here] = [statSync(path), statSync(".")];
    return there.dev === here.dev && there.ino === here.ino ? path : undefined;
  } catch {
    // Removed, or below what this user may not search.
    return undefined;
  }
}

function directoryPath(cwd: string | URL): string {
  return typeof cwd === "string" ? cwd : fileURLToPath(cwd);
}
