import { readdirSync, readlinkSync } from "node:fs";
import { ifThere } from "./if-there.js";

/**
 * The namespaces that this process's threads are in, each once, as `net:[4026531840]`. A thread may end while they are
 * listed: whoever has joined it is woken before it is gone from /proc.
 */
export function threadNamespaces(kind: "net" | "mnt" = "net"): ReadonlySet<string> {
  const tids = readdirSync("/proc/self/task");
  return new Set(tids.flatMap((tid) => ifThere(() => readlinkSync(`/proc/self/task/${tid}/ns/${kind}`))));
}
