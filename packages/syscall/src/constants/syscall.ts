/**
 * Numbers for syscall(2) of what the C library may have no function for, from asm/unistd.h. Whatever came after Linux
 * 5.1 has the same number on every machine.
 */
export const SYS_pidfd_send_signal = 424;
export const SYS_pidfd_open = 434;
export const SYS_pidfd_getfd = 438;
export const SYS_listns = 470;

/** Numbers that differ. */
export const SYS_gettid = { x64: 186, arm64: 178 } as const;
