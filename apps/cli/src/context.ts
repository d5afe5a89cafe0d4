import type { Options as CoreOptions, InheritedState } from "@netns/core";
import type { Output } from "./output.js";

/** What the options before the subcommand say. */
export interface Settings {
  json: boolean;
  pretty: boolean;
  all: boolean;
  /** A batch goes on after a line that failed. */
  force: boolean;
  /** Events say when they were seen. */
  timestamp: boolean;
  /** The file whose lines are commands; `-` is standard input. */
  batch: string | undefined;
}

/** What a command may use: it touches neither sockets nor `process`. Words in it are as words.ts has them. */
export interface Context {
  readonly settings: Readonly<Settings>;
  readonly out: Output;
  /** Standard error. Each line is out at once. */
  readonly diagnostics: Output;
  /** A line on standard error. */
  readonly warn: (line: string) => void;
  /** Where core looks: run directory, overlay, /proc. */
  readonly paths: CoreOptions;
  /** What a command that is run shall inherit. */
  readonly inherited: InheritedState;
  /** How the program is called in texts: `netns`, or `ip netns`. */
  readonly program: string;
  /** A line of a batch: the process goes on behind it. */
  readonly isBatch: boolean;
}

/** A subcommand. */
export interface Command {
  /** The exit status, or a promise of it. */
  run(args: readonly string[], context: Context): number | Promise<number>;
}
