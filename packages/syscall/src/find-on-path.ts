import fs from "node:fs";
import type { Bytes } from "./c-string.js";

/** The file that execvp(3) would run: `file` itself when it has a slash, else the first executable along PATH. */
export function findOnPath(file: Bytes): Bytes {
  const name = Buffer.from(file as string);
  if (name.includes("/")) return file;
  for (const directory of (process.env["PATH"] ?? "/bin:/usr/bin").split(":")) {
    const path = Buffer.concat([Buffer.from(`${directory || "."}/`), name]);
    if (isExecutable(path)) return path;
  }
  return file;
}

function isExecutable(path: Buffer): boolean {
  try {
    fs.accessSync(path, fs.constants.X_OK);
    return fs.statSync(path).isFile();
  } catch {
    // Not there, or not for us: execvp goes on to the next directory as well.
    return false;
  }
}
