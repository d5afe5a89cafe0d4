import { libc } from "../libc.js";

/**
 * The address of the C library's own environment, which Node's main thread keeps up to date: bytes as they are, where
 * process.env replaces what is not UTF-8.
 */
export function ownEnvironment(): bigint {
  const { koffi, libc: library } = libc();
  return koffi.decode(library.symbol("environ"), "void *") as bigint;
}
