import { SYS_gettid } from "../constants/syscall.js";
import { bind } from "../libc.js";

/** gettid(2): the calling thread's id, which in the main thread is the process's. glibc has a function for it from 2.30 on. */
export const gettid = bind<[]>("int gettid()", { number: SYS_gettid });
