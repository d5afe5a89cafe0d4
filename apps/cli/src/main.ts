/** The netns command. */
import { basename } from "node:path";
import { errnoText } from "@netns/core";
import { endByBrokenPipe } from "./broken-pipe.js";
import { INHERITED_VARIABLE, parseInherited } from "./inherited.js";
import { Output } from "./output.js";
import { type Environment, run } from "./run.js";

/** Put in by the build. */
declare const VERSION: string;

async function main([, script = "", ...words]: readonly string[]): Promise<number> {
  // A symbolic link by this name makes scripts that say `ip netns …` ours.
  const program = basename(script) === "ip" ? "ip netns" : "netns";
  const inherited = parseInherited(process.env[INHERITED_VARIABLE], process.pid);
  // It is about this process: a command that we run must not believe it is about itself.
  delete process.env[INHERITED_VARIABLE];
  const { NETNS_RUN_DIR: runDir, NETNS_ETC_DIR: etcDir, NETNS_PROC_DIR: procDir } = process.env;
  const out = new Output(1);
  const diagnostics = new Output(2);
  const environment: Environment = {
    out,
    inherited,
    // Set but empty is as good as not set.
    paths: { runDir: runDir || undefined, etcDir: etcDir || undefined, procDir: procDir || undefined },
    program,
    version: VERSION,
    platform: process.platform,
    warn(line) {
      diagnostics.line(line);
      diagnostics.flush();
    },
  };
  try {
    const status = await run(words, environment);
    out.flush();
    return status;
  } catch (error) {
    if (!isWriteFailure(error)) throw error;
    if (error.code === "EPIPE") return endByBrokenPipe(inherited.ignoredSignals);
    environment.warn(`write error: ${errnoText(error.errno)}`);
    return 1;
  }
}

function isWriteFailure(error: unknown): error is Error & { code: string; errno: number } {
  return error instanceof Error && "syscall" in error && error.syscall === "write" && "errno" in error;
}

main(process.argv).then((status) => {
  process.exitCode = status;
});
