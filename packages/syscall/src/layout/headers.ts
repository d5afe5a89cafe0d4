/**
 * Where the constants of each file in src/constants come from. Each file is a program of its own, since some headers of
 * the kernel and of the C library cannot be included together.
 */
export const headers: Readonly<Record<string, readonly string[]>> = {
  capability: ["linux/capability.h"],
  flock: ["sys/file.h"],
  inotify: ["sys/inotify.h"],
  mount: ["sys/mount.h", "sys/statvfs.h", "linux/magic.h"],
  namespace: ["linux/sched.h", "linux/nsfs.h", "linux/sockios.h"],
  pidfd: ["linux/pidfd.h"],
  poll: ["poll.h"],
  process: ["fcntl.h", "signal.h", "termios.h", "sys/resource.h", "sys/wait.h", "linux/prctl.h"],
  signals: ["signal.h"],
  // The kernel's options first: musl's header has fewer of them, and what it has is to count.
  socket: ["asm/socket.h", "sys/socket.h", "linux/netlink.h"],
  syscall: ["asm/unistd.h"],
};

/** What is called otherwise in C. */
export function expressionFor(name: string): string {
  // The C library's SYS_* are the kernel's __NR_*, as many as it knows of.
  if (name.startsWith("SYS_")) return name.replace("SYS_", "__NR_");
  // Signals are numbered from 1, and _NSIG is how many there are and one more.
  return name === "LAST_SIGNAL" ? "_NSIG - 1" : name;
}

/**
 * What headers may be too old for: the release that brought it, and its definition there, which is used in its place.
 * A header of that release or a later one must have it.
 */
export const newer: Readonly<Record<string, readonly [since: `${number}.${number}`, definition: string]>> = {
  NS_GET_MNTNS_ID: ["6.11", "_IOR(0xb7, 0x5, __u64)"],
  NS_GET_PID_FROM_PIDNS: ["6.11", "_IOR(0xb7, 0x6, int)"],
  NS_GET_TGID_FROM_PIDNS: ["6.11", "_IOR(0xb7, 0x7, int)"],
  NS_GET_PID_IN_PIDNS: ["6.11", "_IOR(0xb7, 0x8, int)"],
  NS_GET_TGID_IN_PIDNS: ["6.11", "_IOR(0xb7, 0x9, int)"],
  NS_MNT_GET_INFO: ["6.12", "_IOR(0xb7, 10, struct mnt_ns_info)"],
  NS_MNT_GET_NEXT: ["6.12", "_IOR(0xb7, 11, struct mnt_ns_info)"],
  NS_MNT_GET_PREV: ["6.12", "_IOR(0xb7, 12, struct mnt_ns_info)"],
  NS_GET_ID: ["6.18", "_IOR(0xb7, 13, __u64)"],
  LISTNS_CURRENT_USER: ["6.19", "0xffffffffffffffff"],
  PIDFD_THREAD: ["6.9", "O_EXCL"],
  PIDFD_SIGNAL_THREAD: ["6.9", "(1UL << 0)"],
  PIDFD_SIGNAL_THREAD_GROUP: ["6.9", "(1UL << 1)"],
  PIDFD_SIGNAL_PROCESS_GROUP: ["6.9", "(1UL << 2)"],
  PIDFD_GET_NET_NAMESPACE: ["6.11", "_IO(0xff, 4)"],
  __NR_listns: ["6.19", "470"],
};

/** The structures that came with one of these, for headers without. */
export const newerStructs: Readonly<Record<string, string>> = {
  NS_MNT_GET_INFO: "struct mnt_ns_info { __u32 size; __u32 nr_mounts; __u64 mnt_ns_id; };",
  LISTNS_CURRENT_USER:
    "struct ns_id_req { __u32 size; __u32 spare; __u64 ns_id; __u32 ns_type; __u32 spare2; __u64 user_ns_id; };",
};

/** #include lines and, behind them, what the headers may lack of these names. */
export function declarationsFor(included: readonly string[], names: readonly string[]): string {
  const lines = ["stddef.h", "linux/types.h", "linux/ioctl.h", "linux/version.h", ...included].map(
    (header) => `#include <${header}>`,
  );
  for (const name of names) {
    const [, definition] = newer[name] ?? [];
    if (definition === undefined) continue;
    const struct = newerStructs[name] ?? "";
    lines.push(
      `#ifdef ${name}\nenum { HAS_${name} = 1 };\n#else\nenum { HAS_${name} = 0 };\n${struct}\n#define ${name} ${definition}\n#endif`,
    );
  }
  return lines.join("\n");
}
