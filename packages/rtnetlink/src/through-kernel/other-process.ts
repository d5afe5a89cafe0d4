import { type ChildProcess, type StdioOptions, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";

/**
 * Another process, in this one's namespaces, that prints something when it has begun; ended when the work is done. The
 * work is given a function that ends it sooner.
 */
export async function meanwhile(
  program: string,
  work: (stop: () => Promise<void>) => void | Promise<void>,
): Promise<void> {
  const child: ChildProcess = spawn(process.execPath, ["--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const closed = once(child, "close");
  const stop = async () => {
    child.kill("SIGKILL");
    await closed;
  };
  try {
    if (child.stdout !== null) await Promise.race([once(child.stdout, "data"), closed]);
    await work(stop);
  } finally {
    await stop();
  }
}

/**
 * What a program without any capability prints, as JSON: root stays root, but has no rights. Descriptors that are given
 * are 3 and following.
 */
export function withoutRights(program: string, ...fds: readonly number[]): unknown {
  const drop = ["--bounding-set=-all", "--inh-caps=-all", "--ambient-caps=-all"];
  const node = [process.execPath, "--input-type=module", "-e", program];
  const stdio: StdioOptions = ["ignore", "pipe", "pipe", ...fds];
  const { stdout, stderr, status, error } = spawnSync("setpriv", [...drop, ...node], { encoding: "utf8", stdio });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`status ${status}: ${stderr}`);
  return JSON.parse(stdout);
}
