import { accessSync, constants, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { Script } from "node:vm";
import type { Part } from "./part.js";

/** A module in the making. */
type Module = NodeJS.Module & { filename: string; paths: string[] };
type Body = (exports: unknown, require: unknown, module: Module, filename: string, dirname: string) => void;

/**
 * Runs a part as `require` would, from code that was compiled before: parsing and compiling it takes half of the time
 * of all that a small command does. Node has that from 22.1 on (module.enableCompileCache), for folders only.
 */
export function loadPart(part: Part): void {
  const directory = `${__dirname}/parts`;
  const filename = `${directory}/${part}.cjs`;
  const body: Body = compile(filename).runInThisContext();
  const Module = module.constructor as new (path: string, parent: NodeJS.Module) => Module;
  const loaded = Object.assign(new Module(filename, module), { filename, paths: module.paths });
  body(loaded.exports, (name: string) => loaded.require(name), loaded, filename, directory);
}

function compile(filename: string): Script {
  const source = `(function (exports, require, module, __filename, __dirname) {${readFileSync(filename, "utf8")}\n})`;
  // What V8 compares is only its own version and the length of the source.
  const { mtimeMs } = statSync(filename);
  const cache = `${filename}.${process.version}-${process.arch}-${Math.trunc(mtimeMs)}.cache`;
  // Node's own variable for this.
  if (process.env["NODE_DISABLE_COMPILE_CACHE"] !== undefined) return new Script(source, { filename });
  let cachedData: Buffer;
  try {
    cachedData = readFileSync(cache);
  } catch {
    return compileAll(source, filename, cache);
  }
  const script = new Script(source, { filename, cachedData });
  // Damaged, or made with other options of V8's: the next start makes it anew.
  if (script.cachedDataRejected) quietly(() => rmSync(cache));
  return script;
}

/**
 * Compiles every function, whether or not it will be called, and keeps the result beside the file where that may be
 * written: who may write there may change the command itself.
 */
function compileAll(source: string, filename: string, cache: string): Script {
  try {
    accessSync(dirname(filename), constants.W_OK);
  } catch {
    return new Script(source, { filename });
  }
  // Not needed by any other start.
  const { setFlagsFromString } = require("node:v8") as typeof import("node:v8");
  setFlagsFromString("--no-lazy");
  const script = new Script(source, { filename });
  setFlagsFromString("--lazy");
  quietly(() => {
    const made = `${cache}.${process.pid}`;
    writeFileSync(made, script.createCachedData());
    // Others see all of it or nothing.
    renameSync(made, cache);
  });
  return script;
}

/** It is only about speed: the disk may be full, somebody else may have been quicker. */
function quietly(call: () => void): void {
  try {
    call();
  } catch {}
}
