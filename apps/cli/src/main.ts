import { closeSync, openSync } from "node:fs";
import { errnoText } from "@netns/core";
import { type Abilities, needed } from "./abilities.js";
import { argumentWords } from "./argv.js";
import { isForUs } from "./as-ip/decide.js";
import { programOf } from "./as-ip/object.js";
import { endByBrokenPipe, ignoresBrokenPipe } from "./broken-pipe.js";
import { ENVIRONMENT_VARIABLE, restoreEnvironment } from "./given-environment.js";
import { ignoreAgain } from "./ignore-again.js";
import { INHERITED_VARIABLE, parseInherited } from "./inherited.js";
import { Output } from "./output.js";
import { pathsIn } from "./paths.js";
import { type Environment, run } from "./run.js";
import { isSystemError } from "./system-error.js";

/** Put in by the build. */
declare const VERSION: string;

/** The netns command, with what a part of it brings along. */
export function main(abilities: Abilities): void {
  const [, script = ""] = process.argv;
  const words = argumentWords();
  runProcess(words, script, takeEnvironment(script, abilities)).then((status) => {
    process.exitCode = status;
    letGoOfStreams();
  });
}

/** What a line is run with. What head.sh has left in the process's environment is taken out of that. */
function takeEnvironment(script: string, abilities: Abilities): Environment {
  const inherited = parseInherited(process.env[INHERITED_VARIABLE], process.pid);
  ignoreAgain(inherited.ignoredSignals);
  // It is about this process: a command that we run must not believe it is about itself.
  delete process.env[INHERITED_VARIABLE];
  restoreEnvironment(process.env[ENVIRONMENT_VARIABLE], process.env);
  const ignored = ignoresBrokenPipe(inherited.ignoredSignals);
  const diagnostics = new Output(2, ignored);
  return {
    out: new Output(1, ignored),
    diagnostics,
    inherited,
    paths: pathsIn(process.env),
    program: programOf(script),
    version: VERSION,
    platform: process.platform,
    abilities,
    warn(line) {
      diagnostics.line(line);
      diagnostics.flush();
    },
  };
}

async function runProcess(words: readonly string[], script: string, environment: Environment): Promise<number> {
  const { program, abilities, inherited, out, warn } = environment;
  if (program !== "netns" && !isForUs(words))
    return needed(abilities.handOver, "hand-over")(words, { self: script, inherited, warn });
  try {
    const status = await run(words, environment);
    out.flush();
    if (out.failure === undefined || out.failure.code === "EPIPE") return status;
    warn(`write error: ${errnoText(out.failure.errno)}`);
    return status === 0 ? 1 : status;
  } catch (error) {
    if (isSystemError(error) && error.syscall === "write" && error.code === "EPIPE") return endByBrokenPipe();
    throw error;
  }
}

const NOTHING = "/dev/null";

/**
 * Puts nothing in the place of the standard streams. At its end Node sets terminals back to what they were at its start
 * (ResetStdio in src/node.cc), from the background too, and so undoes what others have done with them since. And koffi
 * waits there until standard output and error are on the disk (fsync(2)), which may take longer than the command did;
 * where standard error is closed it waits for ever.
 */
function letGoOfStreams(): void {
  try {
    // As long as nothing is closed yet: a small root may be without it.
    openSync(NOTHING, "r+");
    for (const fd of [0, 1, 2]) {
      closeSync(fd);
      // open(2) takes the lowest number that is free.
      openSync(NOTHING, "r+");
    }
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}
