import type { LockOptions } from "@netns/core";
import type { Context } from "../context.js";

/** The command waits for the run directory's lock as long as it takes, but says so. */
export function lockOptions({ paths, warn }: Context): LockOptions {
  return {
    ...paths,
    onLockWait: (runDir) => warn(`Waiting for somebody else's lock on ${runDir} (flock)`),
    onWarning: ({ message }) => warn(`Warning: ${message}`),
  };
}
