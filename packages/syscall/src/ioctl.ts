import { bind } from "./libc.js";

// ioctl(2) takes whatever its request wants. glibc and musl read that from the register in which a third argument is
// passed anyway, on x86_64 and aarch64, so prototypes with fixed arguments will do.

/** ioctl(2) of a request that takes nothing. ENOTTY: the request is none for this descriptor, or unknown to the kernel. */
export const ioctl = bind<[fd: number, request: number]>("int ioctl(int fd, unsigned long request)");

/** ioctl(2) of a request that takes a number in place of a pointer. */
export const ioctlNumber = bind<[fd: number, request: number, argument: number]>(
  "int ioctl(int fd, unsigned long request, long argument)",
);

/** ioctl(2) of a request that writes to memory. Its size is the request's business: nothing checks it. */
export const ioctlMemory = bind<[fd: number, request: number, argument: NodeJS.TypedArray]>(
  "int ioctl(int fd, unsigned long request, void *argument)",
);
