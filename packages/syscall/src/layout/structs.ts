/** A structure that some file of this package reads or writes by offsets. */
export interface Layout {
  /** As C calls it. */
  readonly type: string;
  readonly size: number;
  /** Offset and size of the fields that are used. */
  readonly fields: Readonly<Record<string, readonly [offset: number, size: number]>>;
  /** Where musl has fields of another size, with padding in place of the rest: little-endian numbers read the same. */
  readonly musl?: Readonly<Record<string, readonly [offset: number, size: number]>>;
}

/** Where they are declared. */
export const structHeaders = [
  "linux/nsfs.h",
  "sys/vfs.h",
  "sys/inotify.h",
  "poll.h",
  "sys/resource.h",
  "sys/time.h",
  "signal.h",
  "sys/wait.h",
  "termios.h",
  "linux/capability.h",
  "sys/uio.h",
  "sys/socket.h",
  "linux/netlink.h",
  "netinet/in.h",
  "sys/un.h",
  "netpacket/packet.h",
] as const;

/** The same on x86_64 and aarch64. */
export const layouts: readonly Layout[] = [
  {
    type: "struct mnt_ns_info",
    size: 16,
    fields: {
      size: [0, 4],
      nr_mounts: [4, 4],
      mnt_ns_id: [8, 8],
    },
  },
  {
    type: "struct ns_id_req",
    size: 32,
    fields: {
      size: [0, 4],
      ns_id: [8, 8],
      ns_type: [16, 4],
      user_ns_id: [24, 8],
    },
  },
  { type: "struct statfs", size: 120, fields: { f_type: [0, 8], f_flags: [80, 8] } },
  {
    type: "struct inotify_event",
    size: 16,
    fields: {
      wd: [0, 4],
      mask: [4, 4],
      cookie: [8, 4],
      len: [12, 4],
    },
  },
  { type: "struct pollfd", size: 8, fields: { fd: [0, 4], events: [4, 2], revents: [6, 2] } },
  { type: "struct rlimit", size: 16, fields: { rlim_cur: [0, 8], rlim_max: [8, 8] } },
  { type: "struct timeval", size: 16, fields: { tv_sec: [0, 8], tv_usec: [8, 8] } },
  { type: "sigset_t", size: 128, fields: {} },
  {
    type: "struct sigaction",
    size: 152,
    fields: {
      sa_handler: [0, 8],
      sa_mask: [8, 128],
      sa_flags: [136, 4],
    },
  },
  {
    type: "siginfo_t",
    size: 128,
    fields: {
      si_signo: [0, 4],
      si_code: [8, 4],
      si_pid: [16, 4],
      si_status: [24, 4],
    },
  },
  { type: "struct termios", size: 60, fields: {} },
  {
    type: "struct __user_cap_header_struct",
    size: 8,
    fields: {
      version: [0, 4],
      pid: [4, 4],
    },
  },
  {
    type: "struct __user_cap_data_struct",
    size: 12,
    fields: {
      effective: [0, 4],
      permitted: [4, 4],
      inheritable: [8, 4],
    },
  },
  { type: "struct iovec", size: 16, fields: { iov_base: [0, 8], iov_len: [8, 8] } },
  {
    type: "struct msghdr",
    size: 56,
    fields: {
      msg_name: [0, 8],
      msg_namelen: [8, 4],
      msg_iov: [16, 8],
      msg_iovlen: [24, 8],
      msg_control: [32, 8],
      msg_controllen: [40, 8],
      msg_flags: [48, 4],
    },
    musl: { msg_iovlen: [24, 4], msg_controllen: [40, 4] },
  },
  {
    type: "struct cmsghdr",
    size: 16,
    fields: {
      cmsg_len: [0, 8],
      cmsg_level: [8, 4],
      cmsg_type: [12, 4],
    },
    musl: { cmsg_len: [0, 4] },
  },
  { type: "struct sockaddr_storage", size: 128, fields: { ss_family: [0, 2] } },
  {
    type: "struct sockaddr_nl",
    size: 12,
    fields: {
      nl_family: [0, 2],
      nl_pid: [4, 4],
      nl_groups: [8, 4],
    },
  },
  {
    type: "struct sockaddr_in",
    size: 16,
    fields: {
      sin_family: [0, 2],
      sin_port: [2, 2],
      sin_addr: [4, 4],
    },
  },
  {
    type: "struct sockaddr_in6",
    size: 28,
    fields: {
      sin6_family: [0, 2],
      sin6_port: [2, 2],
      sin6_flowinfo: [4, 4],
      sin6_addr: [8, 16],
      sin6_scope_id: [24, 4],
    },
  },
  { type: "struct sockaddr_un", size: 110, fields: { sun_family: [0, 2], sun_path: [2, 108] } },
  {
    type: "struct sockaddr_ll",
    size: 20,
    fields: {
      sll_family: [0, 2],
      sll_protocol: [2, 2],
      sll_ifindex: [4, 4],
      sll_hatype: [8, 2],
      sll_pkttype: [10, 1],
      sll_halen: [11, 1],
      sll_addr: [12, 8],
    },
  },
];

/** Other sizes that libc's and the kernel's types have here. */
export const sizes: Readonly<Record<string, number>> = {
  int: 4,
  long: 8,
  "void *": 8,
  size_t: 8,
  pid_t: 4,
  uid_t: 4,
  socklen_t: 4,
  mode_t: 4,
};
