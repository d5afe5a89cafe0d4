import { closeSync, existsSync, openSync, readSync } from "node:fs";

type Koffi = typeof import("koffi");

/**
 * koffi for the built command, in the place of the syscall package's own loadKoffi: its native part is opened directly
 * where it is in its usual place. Its entry, which looks for that in many places, takes five times as long.
 */
export function loadKoffi(): Koffi {
  try {
    const path = nativePath();
    if (path !== undefined) {
      const native: { exports: Partial<Koffi> } = { exports: {} };
      process.dlopen(native, path);
      // Made for this major version; a later one may be another.
      if (native.exports.version?.startsWith("3.")) return native.exports as Koffi;
    }
  } catch {
    // Not there, not for this machine, not allowed, or Node's own file is not to be read: koffi knows more places, and
    // says better what is wrong.
  }
  return require("koffi");
}

/** In the package for this platform beside koffi's own, behind all symbolic links: where koffi looks as well. */
function nativePath(): string | undefined {
  const { platform, arch } = process;
  const cpu = { x64: "x86_64", arm64: "aarch64" }[arch as string];
  if (cpu === undefined || usesMusl(cpu)) return undefined;
  const directory = module.paths.find((each) => existsSync(`${each}/koffi`));
  return directory && `${directory}/koffi/../@koromix/koffi-${platform}-${arch}/${platform}_${arch}/koffi.node`;
}

/** Whether Node is of musl's world. glibc's may have musl beside it; then a program's first page names its loader (elf(5)). */
function usesMusl(cpu: string): boolean {
  const loader = `/lib/ld-musl-${cpu}.so.1`;
  if (!existsSync(loader)) return false;
  const page = Buffer.alloc(4096);
  const fd = openSync(process.execPath, "r");
  readSync(fd, page);
  closeSync(fd);
  return page.includes(loader);
}
