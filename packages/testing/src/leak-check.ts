import { access, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { ifThere } from "./if-there.js";
import { openDescriptors } from "./open-descriptors.js";
import { threadNamespaces } from "./thread-namespaces.js";

/** What a process has, besides memory. Each entry is a line that says what and where. */
type Inventory = Readonly<
  Record<"descriptors" | "threads' network namespaces" | "mounts" | "processes", readonly string[]>
>;

/** What a test must not leave behind. */
export interface LeakCheck {
  /** @throws Error that names what is there now and was not before, or is gone. */
  verify(): Promise<void>;
}

/** Processes that were told to end, and descriptors that libuv closes in its own time, get this long. */
const ATTEMPTS = 25;
const PAUSE = 20;

/**
 * Takes stock of this process: descriptors, the network namespace of every thread, mounts, and processes in the same
 * mount namespace.
 *
 * @param ignore A directory: mounts below it are left out, because somebody else removes them.
 */
export async function leakCheck(ignore?: string): Promise<LeakCheck> {
  await warmUp();
  const before = takeStock(ignore);
  return {
    async verify() {
      let problems: string[] = [];
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        problems = compare(before, takeStock(ignore));
        if (problems.length === 0) return;
        await sleep(PAUSE);
      }
      throw new Error(`left behind:\n  ${problems.join("\n  ")}`);
    },
  };
}

let warm: Promise<void> | undefined;

/** What Node opens once, at first use, and keeps: the thread pool, and the pipe that signals come through. */
function warmUp(): Promise<void> {
  warm ??= new Promise((resolve) => {
    const listener = () => {};
    process.on("SIGUSR2", listener);
    process.off("SIGUSR2", listener);
    access("/", () => resolve());
  });
  return warm;
}

function takeStock(ignore: string | undefined): Inventory {
  return {
    descriptors: openDescriptors(),
    "threads' network namespaces": [...threadNamespaces()],
    mounts: mounts(ignore),
    processes: processes(),
  };
}

/** Fields of /proc/PID/mountinfo (proc(5)): 4 is the root within the file system, 5 the mount point. */
function mounts(ignore: string | undefined): string[] {
  return readFileSync("/proc/self/mountinfo", "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.split(" ").slice(3, 5).join(" on "))
    .filter((line) => ignore === undefined || !line.split(" on ")[1]?.startsWith(ignore));
}

function processes(): string[] {
  const own = readlinkSync("/proc/self/ns/mnt");
  return readdirSync("/proc")
    .filter((entry) => /^[0-9]+$/.test(entry) && Number(entry) !== process.pid)
    .flatMap((pid) =>
      ifThere(() => readlinkSync(`/proc/${pid}/ns/mnt`)).includes(own)
        ? ifThere(() => `${pid} ${readFileSync(`/proc/${pid}/comm`, "utf8").trim()}`)
        : [],
    );
}

function compare(before: Inventory, after: Inventory): string[] {
  return (Object.keys(before) as (keyof Inventory)[]).flatMap((kind) => [
    ...without(after[kind], before[kind]).map((line) => `${kind}: new ${line}`),
    ...(kind === "descriptors" ? [] : without(before[kind], after[kind]).map((line) => `${kind}: gone ${line}`)),
  ]);
}

/** What is in `lines` and not in `others`, each as often as it is there too many times. */
function without(lines: readonly string[], others: readonly string[]): string[] {
  const rest = [...others];
  return lines.filter((line) => {
    const at = rest.indexOf(line);
    if (at === -1) return true;
    rest.splice(at, 1);
    return false;
  });
}
