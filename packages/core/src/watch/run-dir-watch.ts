import { basename, dirname, isAbsolute } from "node:path";
import {
  Fd,
  hasCode,
  IN_CLOEXEC,
  IN_CREATE,
  IN_DELETE,
  IN_DELETE_SELF,
  IN_MOVE_SELF,
  IN_MOVED_FROM,
  IN_MOVED_TO,
  IN_NONBLOCK,
  IN_ONLYDIR,
} from "@netns/syscall";
import { attempt } from "../errors.js";
import type { Paths } from "../paths.js";

const MASK = IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;

/**
 * inotify(7) on the run directory, and on all that its path leads through: a directory is not told that one above it was
 * moved away, and not that it was removed itself while somebody has it open. No event tells of a mount over one of them.
 */
export class RunDirWatch {
  readonly #paths: Paths;
  readonly #inotify: Fd;
  /** From the root down to the run directory. */
  readonly #chain: readonly string[];
  /** On what the path leads through: which of the entries there are the path's next step. */
  #ancestors: ReadonlyMap<number, ReadonlySet<string>> = new Map();
  #runDir: number | undefined;

  /** @throws NamespaceError: step "start-watching". */
  constructor(paths: Paths) {
    this.#paths = paths;
    this.#chain = chainTo(paths.runDir);
    const { system } = paths;
    this.#inotify = new Fd(
      attempt("start-watching", {}, () => system.inotifyInit1(IN_NONBLOCK | IN_CLOEXEC)),
      system,
    );
  }

  get fd(): number {
    return this.#inotify.fd;
  }

  /** The watch that names are told by; undefined while there is no run directory. */
  get runDir(): number | undefined {
    return this.#runDir;
  }

  /** Whether an event may say that the path leads elsewhere now. `name` is empty for one about the directory itself. */
  isOnPath(watch: number, name: string): boolean {
    if (name === "") return watch === this.#runDir || this.#ancestors.has(watch);
    return this.#ancestors.get(watch)?.has(name) === true;
  }

  close(): void {
    this.#inotify.close();
  }

  /**
   * Watches what the path leads to now, and nothing else. While there is no run directory, the one that is nearest to it
   * tells of what may become it.
   *
   * @param mustExist The run directory has to be there.
   * @throws NamespaceError: step "watch-run-dir".
   */
  follow(mustExist = false): void {
    attempt("watch-run-dir", { path: this.#paths.runDir }, () => {
      const before = [...this.#ancestors.keys(), this.#runDir];
      // From above: each is watched before the next is looked for in it, so that nothing is missed that comes meanwhile.
      this.#walk(mustExist);
      for (const watch of before) {
        if (watch !== undefined && watch !== this.#runDir && !this.#ancestors.has(watch)) this.#remove(watch);
      }
    });
  }

  #walk(mustExist: boolean): void {
    const ancestors = new Map<number, Set<string>>();
    this.#ancestors = ancestors;
    this.#runDir = undefined;
    let denied: unknown;
    for (const [depth, path] of this.#chain.entries()) {
      const next = this.#chain[depth + 1];
      try {
        const watch = this.#paths.system.inotifyAddWatch(this.#inotify.fd, path, MASK);
        denied = undefined;
        if (next === undefined) this.#runDir = watch;
        else ancestors.set(watch, (ancestors.get(watch) ?? new Set()).add(basename(next)));
      } catch (error) {
        if (isMissing(error) && !mustExist) {
          // Then nothing would ever tell that it has come.
          if (denied !== undefined) throw denied;
          return;
        }
        // Whoever may go through a directory need not be allowed to watch it.
        if (next === undefined || !hasCode(error, "EACCES")) throw error;
        denied = error;
      }
    }
  }

  #remove(watch: number): void {
    try {
      this.#paths.system.inotifyRmWatch(this.#inotify.fd, watch);
    } catch (error) {
      // EINVAL: the kernel has ended it already, with the directory it was on.
      if (!hasCode(error, "EINVAL")) throw error;
    }
  }
}

/** Each directory on the way, and the path itself. */
function chainTo(path: string): string[] {
  // Not by node:path's resolve, to which "link/.." is nothing.
  const chain = [isAbsolute(path) ? path : `${process.cwd()}/${path}`];
  for (let above = dirname(chain[0] ?? ""); above !== chain[0]; above = dirname(above)) chain.unshift(above);
  return chain;
}

function isMissing(error: unknown): boolean {
  return hasCode(error, "ENOENT") || hasCode(error, "ENOTDIR");
}
