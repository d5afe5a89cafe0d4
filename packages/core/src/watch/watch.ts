import { EventEmitter, on } from "node:events";
import { nameOf } from "../name.js";
import { type Options, withDefaults } from "../paths.js";
import type { WatchEvent } from "./events.js";
import { NsidWatch } from "./nsid-watch.js";
import { RunDirWatch } from "./run-dir-watch.js";

/** What to watch. */
export interface WatchOptions extends Options {
  /** Whether to watch ids as well. Default true. */
  readonly nsids?: boolean | undefined;
  /** Ends the watch: the iteration then throws an AbortError. */
  readonly signal?: AbortSignal | undefined;
}

/** Events as they come; leaving the loop, or disposing, ends the watch. */
export interface NamespaceWatch extends AsyncIterable<WatchEvent>, Disposable {}

/**
 * Watches names and ids of network namespaces: first a snapshot, then every change from there on, without a gap. It
 * survives lost events and the removal of the run directory, which it makes when it is missing at the start.
 *
 * @throws NamespaceError when the run directory cannot be watched.
 * @example
 * for await (const event of watchNamespaces()) console.log(event);
 */
export function watchNamespaces(options: WatchOptions = {}): NamespaceWatch {
  const paths = withDefaults(options);
  const emitter = new EventEmitter<{ event: [WatchEvent]; error: [unknown] }>();
  // From now on, not from the first step of the iteration: what happens in between must not be lost.
  const events = on(emitter, "event", { signal: options.signal });
  const emit = (event: WatchEvent) => void emitter.emit("event", event);

  let runDirWatch: RunDirWatch | undefined;
  let nsidWatch: NsidWatch | undefined;
  const dispose = () => {
    options.signal?.removeEventListener("abort", dispose);
    runDirWatch?.[Symbol.dispose]();
    nsidWatch?.[Symbol.dispose]();
    runDirWatch = undefined;
    nsidWatch = undefined;
    void events.return?.();
  };
  // Once: nobody listens for a second error.
  const onError = (error: unknown) => {
    emitter.emit("error", error);
    dispose();
  };
  // Also when nobody iterates.
  options.signal?.addEventListener("abort", dispose, { once: true });
  try {
    runDirWatch = new RunDirWatch(paths, emit, onError);
    if (options.nsids !== false) nsidWatch = new NsidWatch(paths.system, emit, onError);
    const names = runDirWatch.names.map((rawName) => nameOf(rawName).name);
    emit({ type: "snapshot", names, nsids: nsidWatch?.nsids ?? [] });
  } catch (error) {
    dispose();
    throw error;
  }

  return {
    async *[Symbol.asyncIterator]() {
      try {
        for await (const [event] of events) yield event as WatchEvent;
      } finally {
        dispose();
      }
    },
    [Symbol.dispose]: dispose,
  };
}
