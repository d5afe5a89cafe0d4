import type { System } from "@netns/syscall";
import { attempt, NamespaceError, quietly } from "./errors.js";
import type { EnterOptions } from "./overlay.js";

/** In the hierarchy without controllers (cgroups(7)): a VRF's cgroup is `…/vrf/NAME` (ip-vrf(8)). */
const VRF = /^0::(.*?)\/vrf\/./m;
const MOUNT = /^\S+ (\S+) cgroup2 /m;

/**
 * Moves this process from a VRF's cgroup (ip-vrf(8)) to the one that VRFs' are in. Sockets that are made in a VRF's are
 * bound to a device by its number, which in another network namespace is another device's, or no one's.
 */
export function leaveVrf({ fs }: System, { onWarning }: EnterOptions): void {
  let cgroups = "";
  quietly(() => {
    cgroups = fs.readFileSync("/proc/self/cgroup", "utf8");
  });
  const [isIn, above = ""] = VRF.exec(cgroups) ?? [];
  if (isIn === undefined) return;
  try {
    attempt("leave-vrf", {}, () => {
      const [, mount = "/sys/fs/cgroup"] = MOUNT.exec(fs.readFileSync("/proc/self/mounts", "utf8")) ?? [];
      // 0 is whoever writes it. None is made where there is none: somewhere else than in a cgroup that would be a file.
      fs.writeFileSync(`${mount}${above}/vrf/cgroup.procs`, "0", { flag: "r+" });
    });
  } catch (error) {
    if (!(error instanceof NamespaceError)) throw error;
    onWarning?.(error);
  }
}
