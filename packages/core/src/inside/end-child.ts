import type { System } from "@netns/syscall";

/** Ends a child that nobody else waits for, at once: the pid is its own until then. */
export function endChild(pid: number, system: System): void {
  process.kill(pid, "SIGKILL");
  system.waitpid(pid);
}
