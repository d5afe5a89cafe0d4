import { fstatSync } from "node:fs";

/** Major device number of /dev/null, /dev/full and their like (the kernel's Documentation/admin-guide/devices.txt). */
const MEMORY_DEVICES = 1n;

/**
 * Whether a descriptor is a terminal, closely enough for how text is shown: node:tty, which would ask isatty(3), brings
 * all of node:net along, and that takes longer than all that a small command does.
 */
export function isTerminal(fd: number): boolean {
  try {
    // With bigint: the numbers of a pipe, which Node keeps in one place, let its next `require` pass over symbolic links
    // (realpathSync in lib/fs.js takes the folder it has come to for a pipe, and stops; Node 20 and 22).
    const status = fstatSync(fd, { bigint: true });
    return status.isCharacterDevice() && major(status.rdev) !== MEMORY_DEVICES;
  } catch {
    // It is closed: writing will tell.
    return false;
  }
}

/** makedev(3): twelve bits above the low eight, and more on top. */
function major(device: bigint): bigint {
  return (device >> 8n) & 0xfffn;
}
