import { libc } from "./libc.js";

/** koffi 3.3's PollHandle, which its own types leave out: an uv_poll_t of Node's event loop. */
interface PollHandle {
  stop(): void;
  close(): void;
}
interface KoffiNode {
  poll(fd: number, options: { readable: boolean }, listener: (status: number) => void): PollHandle;
}

/** Stops the watching when disposed; once or many times, the same. Keeps the process alive until then. */
export interface ReadableWatch extends Disposable {
  close(): void;
}

/**
 * Calls `listener` from Node's event loop whenever the descriptor can be read, until closed. The descriptor is set
 * non-blocking (uv_poll_init does so), stays the caller's, and must stay open until the watch is closed.
 *
 * The only user of koffi.node.poll, which is undocumented: koffi's version is pinned for it.
 */
export function watchReadable(fd: number, listener: () => void): ReadableWatch {
  const { koffi } = libc();
  const { poll } = (koffi as unknown as { node: KoffiNode }).node;
  let scheduled = false;
  // koffi calls back without a callback scope, so neither nextTick nor promises would run after the listener, and
  // what it throws would be lost. From the check phase of the same turn of the loop both work as everywhere.
  const onReadable = () => {
    if (scheduled) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      if (handle !== undefined) listener();
    });
  };
  // The level-triggered poll would call again at once while nobody has read; the flag above makes that harmless.
  let handle: PollHandle | undefined = poll(fd, { readable: true }, onReadable);
  const close = () => {
    // Forgotten first: koffi crashes when a closed handle is touched again.
    const closing = handle;
    handle = undefined;
    closing?.close();
  };
  return { close, [Symbol.dispose]: close };
}
