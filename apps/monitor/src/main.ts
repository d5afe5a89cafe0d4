/** The netns-monitor command. */
import { writeSync } from "node:fs";
import { NamespaceError, NetlinkError, SyscallError, UnsupportedPlatformError, watchNamespaces } from "@netns/core";
import { type Invocation, parseInvocation, UsageError, usage } from "./invocation.js";
import { asJson, asText } from "./line.js";

/** Put in by the build. */
declare const VERSION: string;

/** Prints events until somebody ends the process, or nobody reads any more. */
async function stream({ json, allNsid }: Extract<Invocation, { action: "stream" }>): Promise<void> {
  const { NETNS_RUN_DIR: runDir } = process.env;
  const format = json ? asJson : asText;
  // Set but empty is as good as not set.
  using watch = watchNamespaces({ runDir: runDir || undefined, allNsid });
  for await (const event of watch) {
    const line = format(event);
    // At once, and whole: somebody may be waiting for just this line.
    if (line !== undefined) writeSync(1, `${line}\n`);
  }
}

async function main(words: readonly string[]): Promise<number> {
  try {
    const invocation = parseInvocation(words);
    if (invocation.action === "help") writeSync(1, usage);
    else if (invocation.action === "version") writeSync(1, `netns-monitor ${VERSION}\n`);
    else await stream(invocation);
    return 0;
  } catch (error) {
    if (error instanceof UsageError) {
      writeSync(2, `${error.message}\n${usage}`);
      return 2;
    }
    if (error instanceof Error && "code" in error && error.code === "EPIPE") return 0;
    const expected = [NamespaceError, NetlinkError, SyscallError, UnsupportedPlatformError].some(
      (kind) => error instanceof kind,
    );
    if (!expected) throw error;
    writeSync(2, `netns-monitor: ${(error as Error).message}\n`);
    return 1;
  }
}

main(process.argv.slice(2)).then((status) => {
  process.exitCode = status;
});
