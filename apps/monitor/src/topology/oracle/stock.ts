import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readlinkSync, rmSync } from "node:fs";
import { until } from "../../fixtures/monitor.js";

/** Where stock ip keeps names: in a sandbox an empty file system is there. */
export const RUN_DIR = "/run/netns";

/** The namespace that the test and the monitor run in. */
export const HERE = "";

const env = { PATH: `${process.env["PATH"]}:/usr/sbin:/sbin`, HOME: "/", LC_ALL: "C" };

export const hasIp = spawnSync("sh", ["-c", "command -v ip"], { env }).status === 0;

/** `ip link add` says that the kernel has no links of a kind. */
export class NoSuchKind extends Error {}

/** Stock ip, once for all these commands, since starting it takes the second kernel a second. @returns What it prints. */
export function ip(namespace: string, commands: readonly string[], ...options: readonly string[]): string {
  const args = [...(namespace === HERE ? [] : ["-n", namespace]), ...options, "-batch", "-"];
  const { status, stdout, stderr } = spawnSync("ip", args, {
    env,
    encoding: "utf8",
    input: `${commands.join("\n")}\n`,
  });
  if (status === 0) return stdout;
  const message = `${commands.join("; ")}: ${stderr.split("\n")[0]}`;
  throw stderr.startsWith("Error: Unknown device type") ? new NoSuchKind(message) : new Error(message);
}

/** A process in a namespace of its own, which has no name. */
export class Holder {
  readonly #child: ChildProcess;

  constructor() {
    this.#child = spawn("unshare", ["--net", "sleep", "infinity"], { env, stdio: "ignore" });
  }

  get pid(): number {
    return this.#child.pid as number;
  }

  async isThere(): Promise<void> {
    const [own, other] = ["/proc/self/ns/net", `/proc/${this.pid}/ns/net`];
    await until("a process has a namespace of its own", () => readlinkSync(own) !== readlinkSync(other));
  }

  async end(): Promise<void> {
    const closed = once(this.#child, "close");
    this.#child.kill("SIGKILL");
    await closed;
  }
}

/** Takes away what a test has made. */
export function clear(): void {
  const links: { readonly ifname: string }[] = JSON.parse(ip(HERE, ["link show"], "-json"));
  const input = links.map(({ ifname }) => `link delete ${ifname}\n`).join("");
  // Some are the kernel's, and with one end of a pair the other one goes too.
  spawnSync("ip", ["-force", "-batch", "-"], { env, input });
  ip(
    HERE,
    readdirSync(RUN_DIR).map((name) => `netns delete ${name}`),
  );
  spawnSync("umount", [RUN_DIR], { env });
  rmSync(RUN_DIR, { recursive: true });
}
