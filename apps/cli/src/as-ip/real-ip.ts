import fs from "node:fs";

/** Where the real ip(8) is looked for. */
export interface Search {
  /** As in PATH. Without one, what execvp(3) looks through. */
  readonly path: string | undefined;
  /** The file of this command, or a link to it. */
  readonly self: string;
  /** Files that are passed over. */
  readonly tried: readonly string[];
}

/**
 * The real ip(8): the first file of that name along PATH that is not this command by another name. Where this command
 * is on PATH itself, what comes behind it goes first: what stands before may be a wrapper that has called us.
 */
export function findRealIp({ path = "/bin:/usr/bin", self, tried }: Search): string | undefined {
  const files = path
    .split(":")
    // Relative, a directory is made to look so: none may look like an option.
    .map((directory) => `${directory.startsWith("/") ? directory : `./${directory}`}/ip`)
    .filter(isExecutable);
  const own = identity(self);
  const isOwn = files.map((file) => identity(file) === own);
  const isCandidate = (file: string, at: number) => !isOwn[at] && !tried.includes(file);
  const behind = isOwn.lastIndexOf(true);
  return files.find((file, at) => at > behind && isCandidate(file, at)) ?? files.find(isCandidate);
}

/** Programs cannot lead back to us but through PATH, where this command is passed over; scripts do as they like. */
export function isScript(file: string): boolean {
  try {
    return !readStart(file).equals(ELF_MAGIC);
  } catch {
    // A script that cannot be read cannot be run.
    return false;
  }
}

/** The beginning of elf(5) files. */
const ELF_MAGIC = Buffer.from("\x7fELF");

function readStart(file: string): Buffer {
  const start = Buffer.alloc(ELF_MAGIC.length);
  const fd = fs.openSync(file, "r");
  try {
    fs.readSync(fd, start);
  } finally {
    fs.closeSync(fd);
  }
  return start;
}

function isExecutable(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Device and inode: the same through all links. */
function identity(file: string): string {
  const { dev, ino } = fs.statSync(file, { bigint: true });
  return `${dev}:${ino}`;
}
