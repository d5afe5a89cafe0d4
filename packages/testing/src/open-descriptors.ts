import { readdirSync, readlinkSync } from "node:fs";
import { ifThere } from "./if-there.js";

const DIRECTORY = "/proc/self/fd";

/**
 * The C library opens this for a moment, once, in whichever thread's heap shrinks first (glibc, malloc/arena.c): one of
 * V8's own threads, at any time.
 */
const PASSING = "/proc/sys/vm/overcommit_memory";

/** This process's descriptors, as `fd -> what`, without the one that they are listed through. */
export function openDescriptors(): string[] {
  return readdirSync(DIRECTORY)
    .flatMap((fd) => ifThere(() => `${fd} -> ${readlinkSync(`${DIRECTORY}/${fd}`)}`))
    .filter((line) => !line.endsWith("/fd") && !line.endsWith(PASSING));
}
