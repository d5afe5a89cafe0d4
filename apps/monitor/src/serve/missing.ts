import { readFileSync } from "node:fs";

/** What is needed to find it out; texts of /proc/self. */
export interface Rights {
  /** CapEff of status, proc(5). */
  readonly capabilities: bigint;
  /** Whether `uid_map` is that of the first user namespace. */
  readonly isFirstUserNamespace: boolean;
  /** Mount options of /proc, where it has them. */
  readonly hidesProcesses: boolean;
}

/** Numbers of linux/capability.h. */
const CAP_NET_ADMIN = 12n;
const CAP_SYS_PTRACE = 19n;
const CAP_SYS_ADMIN = 21n;

/** What cannot be seen and why, in sentences: nothing where all can. */
export function missingFor({ capabilities, isFirstUserNamespace, hidesProcesses }: Rights): string[] {
  const has = (capability: bigint) => (capabilities & (1n << capability)) !== 0n;
  const seesInside = has(CAP_SYS_ADMIN) && has(CAP_NET_ADMIN);
  const seesAllProcesses = has(CAP_SYS_PTRACE) && isFirstUserNamespace;
  const lacking = [...(has(CAP_SYS_ADMIN) ? [] : ["CAP_SYS_ADMIN"]), ...(has(CAP_NET_ADMIN) ? [] : ["CAP_NET_ADMIN"])];
  return [
    ...(seesInside
      ? []
      : [`What is in the namespaces cannot be seen, only their names and ids: that takes ${lacking.join(" and ")}.`]),
    ...(seesInside && !isFirstUserNamespace
      ? ["It runs in a user namespace: what is in namespaces that do not belong to that one cannot be seen."]
      : []),
    ...(has(CAP_SYS_PTRACE)
      ? []
      : ["In which namespace other users' processes are cannot be seen: that takes CAP_SYS_PTRACE."]),
    ...(hidesProcesses && !seesAllProcesses
      ? ["Other users' processes cannot be seen: /proc is mounted with hidepid."]
      : []),
  ];
}

/** Those of this process. */
export function readRights(): Rights {
  const status = readFileSync("/proc/self/status", "utf8");
  const capabilities = BigInt(`0x${/^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? "0"}`);
  const uidMap = readFileSync("/proc/self/uid_map", "utf8").trim().split(/\s+/).join(" ");
  const mounts = readFileSync("/proc/self/mountinfo", "utf8").split("\n");
  return {
    capabilities,
    isFirstUserNamespace: uidMap === "0 0 4294967295",
    hidesProcesses: mounts.some((line) =>
      / \/proc .* - proc .*hidepid=(invisible|noaccess|ptraceable|[124])/.test(line),
    ),
  };
}
