import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { Script } from "node:vm";
import type { Part } from "./part.js";

/** A module in the making. */
type Module = NodeJS.Module & { filename: string; paths: string[] };
type Body = (exports: unknown, require: unknown, module: Module, filename: string, dirname: string) => void;

const DIRECTORY = `${__dirname}/parts`;

/**
 * Runs a part as `require` would, from code that was compiled before: parsing and compiling it takes half of the time
 * of all that a small command does. Node has that from 22.1 on (module.enableCompileCache), for folders only.
 */
export function loadPart(part: Part): void {
  run(`${DIRECTORY}/${part}.cjs`);
}

/** What a part exports. Where it cannot be loaded the process ends: nothing goes on without it. */
function run(filename: string): unknown {
  try {
    return exportsOf(filename);
  } catch (error) {
    writeSync(2, `netns: cannot load ${filename}: ${(error as Error).message}\n`);
    process.exit(1);
  }
}

function exportsOf(filename: string): unknown {
  const body: Body = compile(filename).runInThisContext();
  const Module = module.constructor as new (path: string, parent: NodeJS.Module) => Module;
  const loaded = Object.assign(new Module(filename, module), { filename, paths: module.paths });
  body(loaded.exports, requireOnce(loaded), loaded, filename, DIRECTORY);
  return loaded.exports;
}

/** A part asks for the same module once for each file it is made of; a path is another part's. */
function requireOnce(loaded: Module): (name: string) => unknown {
  const before = new Map<string, unknown>();
  return (name) => {
    if (!before.has(name)) {
      before.set(name, name.startsWith("./") ? run(`${DIRECTORY}/${name.slice(2)}`) : loaded.require(name));
    }
    return before.get(name);
  };
}

function compile(filename: string): Script {
  const text = readFileSync(filename, "utf8");
  // As a full disk leaves it: to run that would be to do nothing, and to say that all is well.
  if (text === "") throw new Error("the file is empty");
  const source = `(function (exports, require, module, __filename, __dirname) {${text}\n})`;
  // What V8 compares is only its own version and the length of the source.
  // As bigint, which is how the part will ask for files: the first use of either way takes long.
  const { mtimeMs } = statSync(filename, { bigint: true });
  const cache = `${filename}.${process.version}-${process.arch}-${mtimeMs}.cache`;
  // Node's own variable for this.
  if (process.env["NODE_DISABLE_COMPILE_CACHE"] !== undefined) return new Script(source, { filename });
  const cachedData = readKept(cache, source.length);
  if (cachedData === undefined) return compileAll(source, filename, cache);
  const script = new Script(source, { filename, cachedData });
  // Made with other options of V8's: the next start makes it anew.
  if (script.cachedDataRejected) remove(cache);
  return script;
}

/** The last bytes of a file that was written to its end. V8 looks at the first ones only, and dies of what is no code. */
const END = "netns: whole";

function readKept(cache: string, length: number): Uint8Array | undefined {
  let kept: Uint8Array;
  try {
    kept = readQuickly(cache, length);
  } catch {
    return undefined;
  }
  const end = String.fromCharCode(...kept.subarray(-END.length));
  return end === END ? kept.subarray(0, -END.length) : undefined;
}

/** Compiled code has about four times the length of its source. What is cut off has no end, and is made anew. */
const MOST = 8;

/** The same as `readFileSync`, which takes half as long again at its first use. */
function readQuickly(file: string, length: number): Uint8Array {
  // A Buffer is slower to make.
  const bytes = new Uint8Array(MOST * length);
  const fd = openSync(file, "r");
  try {
    return bytes.subarray(0, readSync(fd, bytes));
  } finally {
    closeSync(fd);
  }
}

/**
 * Compiles every function, whether or not it will be called, and keeps the result beside the file where that may be
 * written: who may write there may change the command itself.
 */
function compileAll(source: string, filename: string, cache: string): Script {
  try {
    accessSync(DIRECTORY, constants.W_OK);
  } catch {
    return new Script(source, { filename });
  }
  // Not needed by any other start.
  const { setFlagsFromString } = require("node:v8") as typeof import("node:v8");
  setFlagsFromString("--no-lazy");
  const script = new Script(source, { filename });
  setFlagsFromString("--lazy");
  keep(script.createCachedData(), filename, cache);
  return script;
}

function keep(data: Buffer, filename: string, cache: string): void {
  const made = `${cache}.${process.pid}`;
  try {
    // "wx": another container may have a process of the same number. On the disk before it has its name.
    writeFileSync(made, Buffer.concat([data, Buffer.from(END)]), { flag: "wx", flush: true });
    // Whatever the umask: who may read the command may read this. Then others see all of it or nothing.
    chmodSync(made, statSync(filename).mode & 0o777);
    renameSync(made, cache);
  } catch {
    // It is only about speed: the disk may be full, somebody else may have been quicker.
    remove(made);
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // As above.
  }
}
