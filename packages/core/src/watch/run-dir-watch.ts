import { dirname } from "node:path";
import {
  Fd,
  hasCode,
  IN_CLOEXEC,
  IN_CREATE,
  IN_DELETE,
  IN_DELETE_SELF,
  IN_IGNORED,
  IN_MOVE_SELF,
  IN_MOVED_FROM,
  IN_MOVED_TO,
  IN_NONBLOCK,
  IN_ONLYDIR,
  IN_Q_OVERFLOW,
  type InotifyEvent,
  parseInotifyEvents,
  type ReadableWatch,
} from "@netns/syscall";
import { attempt } from "../errors.js";
import type { Paths } from "../paths.js";
import { makeRunDir, readRunDir } from "../run-dir.js";
import type { NameEvent, ResyncEvent, ResyncReason } from "./events.js";

/** Room for many events at once; one with the longest name takes 272 bytes. */
const BUFFER_SIZE = 65_536;

/** Watches the run directory by inotify(7), and waits for it when it is gone. */
export class RunDirWatch implements Disposable {
  readonly #paths: Paths;
  readonly #emit: (event: NameEvent | ResyncEvent) => void;
  readonly #onError: (error: unknown) => void;
  readonly #inotify: Fd;
  readonly #readable: ReadableWatch;
  readonly #buffer = Buffer.alloc(BUFFER_SIZE);
  /** By their bytes as latin1 text, because a Map does not compare bytes. */
  #names = new Map<string, Buffer>();
  #runDirWatch: number | undefined;
  /** On the nearest directory above that exists, while the run directory does not. */
  #ancestorWatch: number | undefined;

  /**
   * @throws NamespaceError: step "make-run-dir", "start-watching" or "watch-run-dir".
   */
  constructor(paths: Paths, emit: (event: NameEvent | ResyncEvent) => void, onError: (error: unknown) => void) {
    this.#paths = paths;
    this.#emit = emit;
    this.#onError = onError;
    const { system } = paths;
    this.#inotify = new Fd(
      attempt("start-watching", {}, () => system.inotifyInit1(IN_NONBLOCK | IN_CLOEXEC)),
      system.fs,
    );
    try {
      makeRunDir(paths);
      attempt("watch-run-dir", { path: paths.runDir }, () => this.#watchRunDir());
      // After the watch has begun: what comes in between is seen twice rather than not at all.
      this.#names = this.#scan();
      this.#readable = system.watchReadable(this.#inotify.fd, () => this.#guarded(() => this.#read()));
    } catch (error) {
      this.#inotify.close();
      throw error;
    }
  }

  get names(): Buffer[] {
    return [...this.#names.values()];
  }

  [Symbol.dispose](): void {
    this.#readable.close();
    this.#inotify.close();
  }

  #guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#onError(error);
    }
  }

  #read(): void {
    for (;;) {
      let length: number;
      try {
        length = this.#paths.system.fs.readSync(this.#inotify.fd, this.#buffer);
      } catch (error) {
        if (hasCode(error, "EAGAIN")) return;
        throw error;
      }
      for (const event of parseInotifyEvents(this.#buffer.subarray(0, length))) this.#handle(event);
    }
  }

  #handle({ watch, mask, name }: InotifyEvent): void {
    if (mask & IN_Q_OVERFLOW) this.#resync("inotify-overflow");
    else if (watch === this.#ancestorWatch) this.#lookForRunDir();
    else if (watch !== this.#runDirWatch) return;
    else if (mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED)) this.#loseRunDir(mask);
    else if (mask & (IN_CREATE | IN_MOVED_TO)) this.#add(Buffer.from(name));
    else if (mask & (IN_DELETE | IN_MOVED_FROM)) this.#delete(Buffer.from(name));
  }

  #add(rawName: Buffer): void {
    const key = rawName.toString("latin1");
    if (this.#names.has(key)) return;
    this.#names.set(key, rawName);
    this.#emit({ type: "name-added", name: rawName.toString(), rawName });
  }

  #delete(rawName: Buffer): void {
    if (this.#names.delete(rawName.toString("latin1"))) {
      this.#emit({ type: "name-deleted", name: rawName.toString(), rawName });
    }
  }

  #resync(reason: ResyncReason): void {
    this.#emit({ type: "resync", reason });
    const found = this.#scan();
    for (const [key, rawName] of this.#names) if (!found.has(key)) this.#delete(rawName);
    for (const rawName of found.values()) this.#add(rawName);
  }

  #scan(): Map<string, Buffer> {
    const names = new Map<string, Buffer>();
    for (const { rawName } of readRunDir(this.#paths)) names.set(rawName.toString("latin1"), rawName);
    return names;
  }

  #watchRunDir(): void {
    const mask = IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;
    this.#runDirWatch = this.#paths.system.inotifyAddWatch(this.#inotify.fd, this.#paths.runDir, mask);
  }

  #loseRunDir(mask: number): void {
    const lost = this.#runDirWatch;
    this.#runDirWatch = undefined;
    // A directory that was moved away is watched on, under a path that no longer concerns us.
    if (lost !== undefined && mask & IN_MOVE_SELF) this.#paths.system.inotifyRmWatch(this.#inotify.fd, lost);
    this.#resync("run-dir-lost");
    this.#lookForRunDir();
  }

  /** Watches the run directory again if it is there, or else what is nearest to it, until it comes. */
  #lookForRunDir(): void {
    if (this.#runDirWatch !== undefined) return;
    while (!this.#found()) {
      const { ancestor, watch } = this.#watchAncestor();
      if (this.#ancestorWatch !== undefined && this.#ancestorWatch !== watch) this.#forgetAncestor();
      this.#ancestorWatch = watch;
      // It may have come in the moment before the watch began: then the loop finds it, or a nearer ancestor.
      if (!this.#isDirectory(this.#nextBelow(ancestor))) return;
    }
    this.#forgetAncestor();
    this.#resync("run-dir-found");
  }

  #found(): boolean {
    try {
      this.#watchRunDir();
      return true;
    } catch (error) {
      if (hasCode(error, "ENOENT") || hasCode(error, "ENOTDIR")) return false;
      throw error;
    }
  }

  #watchAncestor(): { ancestor: string; watch: number } {
    const mask = IN_CREATE | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;
    for (let ancestor = dirname(this.#paths.runDir); ; ancestor = dirname(ancestor)) {
      try {
        return { ancestor, watch: this.#paths.system.inotifyAddWatch(this.#inotify.fd, ancestor, mask) };
      } catch (error) {
        if (!hasCode(error, "ENOENT") || ancestor === dirname(ancestor)) throw error;
      }
    }
  }

  #forgetAncestor(): void {
    const watch = this.#ancestorWatch;
    this.#ancestorWatch = undefined;
    if (watch === undefined) return;
    try {
      this.#paths.system.inotifyRmWatch(this.#inotify.fd, watch);
    } catch (error) {
      // EINVAL: the kernel has ended it already, with the directory it was on.
      if (!hasCode(error, "EINVAL")) throw error;
    }
  }

  /** The path one step below `ancestor`, towards the run directory. */
  #nextBelow(ancestor: string): string {
    let path = this.#paths.runDir;
    while (dirname(path) !== ancestor) path = dirname(path);
    return path;
  }

  #isDirectory(path: string): boolean {
    try {
      return this.#paths.system.fs.statSync(path).isDirectory();
    } catch (error) {
      if (hasCode(error, "ENOENT")) return false;
      throw error;
    }
  }
}
