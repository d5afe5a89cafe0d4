/** What the thread is started with. */
export interface ThreadData {
  /** The absolute path of koffi: a program without a file of its own finds no packages. */
  readonly koffi: string;
  /** An eventfd: written to after each message. */
  readonly wake: number;
  /** An eventfd: written to when koffi has been loaded, or could not be. */
  readonly loaded: number;
  /** Becomes 1 when the thread does not use `wake` any more. */
  readonly ended: Int32Array;
  /** Milliseconds: a thread inside of a system call cannot be terminated, so none may take longer. */
  readonly pause: number;
}

/** To the thread: wait for the descriptor under this number, once; with -1, do not wait. Or null: end. */
export type ThreadMessage = readonly [id: number, fd: number] | null;

/**
 * The thread's program, in CommonJS and as text: there is no file that both an ES module and a bundle of a command
 * could name. It blocks in poll(2), tells of what is ready by its number, and then leaves that alone until it is told
 * to wait for it again: level-triggered, and without spinning while the other thread is busy.
 */
export const threadProgram = `"use strict";
const { parentPort, receiveMessageOnPort, workerData } = require("node:worker_threads");
const { readSync, writeSync } = require("node:fs");
const { wake, loaded, ended, pause } = workerData;
let koffi, poll;
const POLLIN = 1;
const EINTR = 4;
const waiting = new Map();
const counter = Buffer.alloc(8);

function wait() {
  const ids = [...waiting.keys()];
  // struct pollfd: 0 fd (i32) | 4 events (i16) | 6 revents (i16)
  const fds = Buffer.alloc(8 * (1 + ids.length));
  [wake, ...waiting.values()].forEach((fd, i) => {
    fds.writeInt32LE(fd, 8 * i);
    fds.writeInt16LE(POLLIN, 8 * i + 4);
  });
  if (poll(fds, 1 + ids.length, pause) === -1) {
    const number = koffi.errno();
    if (number === EINTR) return { woken: false, ready: [] };
    throw new Error("poll: errno " + number);
  }
  // Whatever it is, an error or a hang-up too: a reader will see it.
  const isReady = (i) => fds.readInt16LE(8 * i + 6) !== 0;
  return { woken: isReady(0), ready: ids.filter((_, i) => isReady(1 + i)) };
}

// False: end.
function receive() {
  readSync(wake, counter);
  for (let received = receiveMessageOnPort(parentPort); received; received = receiveMessageOnPort(parentPort)) {
    if (received.message === null) return false;
    const [id, fd] = received.message;
    if (fd === -1) waiting.delete(id);
    else waiting.set(id, fd);
  }
  return true;
}

function load() {
  try {
    koffi = require(workerData.koffi);
    poll = koffi.load(null).func("int poll(void *fds, unsigned long count, int timeout)");
  } finally {
    writeSync(loaded, BigUint64Array.of(1n));
  }
}

try {
  load();
  for (;;) {
    const { woken, ready } = wait();
    if (woken && !receive()) break;
    for (const id of ready) if (waiting.delete(id)) parentPort.postMessage(id);
  }
} finally {
  Atomics.store(ended, 0, 1);
  Atomics.notify(ended, 0);
}
`;
