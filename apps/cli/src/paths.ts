import type { Options } from "@netns/core";

/** The environment variables that say where core looks. */
export const PATH_VARIABLES = ["NETNS_RUN_DIR", "NETNS_ETC_DIR", "NETNS_PROC_DIR"] as const;

/** Where core looks, as the environment says. Set but empty is as good as not set. */
export function pathsIn(environment: NodeJS.ProcessEnv): Options {
  const [runDir, etcDir, procDir] = PATH_VARIABLES.map((name) => environment[name] || undefined);
  return { runDir, etcDir, procDir };
}
