import { closeSync, fstatSync, openSync, readSync, statSync } from "node:fs";
import { errnoText } from "@netns/core";
import { refusal } from "../failure.js";
import { pause } from "../pause.js";
import { isSystemError } from "../system-error.js";
import { toBytes } from "../words.js";

const STANDARD_INPUT = 0;

/**
 * Makes a file the standard input, as freopen(3) does in ip(8): commands of the batch then read from it as well, and
 * not from what the caller may still need. `-` is standard input as it is.
 *
 * @throws Failure with status 1 when it cannot be opened.
 */
export function openBatch(file: string): void {
  if (file === "-") return;
  const path = toBytes(file);
  try {
    // /dev/stdin, by whatever name, is gone once it is closed.
    if (isStandardInput(path)) return;
    closeSync(STANDARD_INPUT);
    // open(2) takes the lowest number that is free.
    openSync(path, "r");
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw refusal(`Cannot open file "${file}" for reading: ${errnoText(error.errno)}`);
  }
}

function isStandardInput(path: string | Buffer): boolean {
  // With bigint, as in terminal.ts: a pipe's plain numbers would break the next `require`.
  const { dev, ino } = statSync(path, { bigint: true });
  const own = fstatSync(STANDARD_INPUT, { bigint: true });
  return own.dev === dev && own.ino === ino;
}

/** As stdio reads files and pipes: a command of the batch that reads on finds the same rest as under ip(8). */
const PIECE_SIZE = 4096;

/**
 * Standard input as it comes, in memory that is used again. Waits only when somebody asks for the next piece.
 *
 * @param file What it is called in a message.
 * @throws Failure with status 1 when it cannot be read; ip(8) takes that for its end.
 */
export function* readPieces(file: string): Generator<Uint8Array> {
  const buffer = Buffer.alloc(PIECE_SIZE);
  for (let length = read(buffer, file); length > 0; length = read(buffer, file)) yield buffer.subarray(0, length);
}

/** Milliseconds to wait when there is nothing to read and somebody has made standard input non-blocking. */
const PAUSE = 10;

function read(buffer: Buffer, file: string): number {
  for (;;) {
    try {
      return readSync(STANDARD_INPUT, buffer);
    } catch (error) {
      if (!isSystemError(error)) throw error;
      if (error.code !== "EAGAIN") throw refusal(`Cannot read file "${file}": ${errnoText(error.errno)}`);
      pause(PAUSE);
    }
  }
}
