import { readdirSync } from "node:fs";

/** Descriptors that the process has open, without the one that they are listed through; undefined: there is none left. */
export function countDescriptors(): number | undefined {
  try {
    return readdirSync("/proc/self/fd").length - 1;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EMFILE") return undefined;
    throw error;
  }
}

/** The soft limit of a `/proc/PID/limits`; undefined: there is none. */
export function mostDescriptors(limits: string): number | undefined {
  const [, soft] = /^Max open files\s+(\d+)/m.exec(limits) ?? [];
  return soft === undefined ? undefined : Number(soft);
}
