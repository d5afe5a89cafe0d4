import { spawnSync } from "node:child_process";
import { geteuid } from "node:process";

/**
 * What the sandbox needs beside its namespaces, done by a shell in it before the command starts:
 * - /run empty, for namespaces' names
 * - /etc that can be written without the host noticing, because names' overlays are looked for in /etc/netns, which
 *   may not exist. Where overlayfs is not to be had, a copy.
 */
const PREPARE = `set -e
mount -t tmpfs -o mode=755 tmpfs /run
mkdir /run/upper /run/work
if ! mount -t overlay -o lowerdir=/etc,upperdir=/run/upper,workdir=/run/work overlay /etc 2>/dev/null; then
  cp -a /etc/. /run/upper 2>/dev/null || true
  mount --bind /run/upper /etc
fi
mount -t tmpfs -o mode=755 tmpfs /run
mkdir -p /etc/netns
mount -t tmpfs -o mode=755 tmpfs /etc/netns
exec "$@"`;

/** How a sandbox is made here. */
export type Sandbox =
  /** With root's rights: a private mount and network namespace. */
  | { readonly kind: "root" }
  /** In a user namespace, where an ordinary user is root over namespaces of their own. */
  | { readonly kind: "user" }
  /** Not at all. */
  | { readonly kind: "none"; readonly reason: string };

const FLAGS = { root: ["--mount", "--net"], user: ["--user", "--map-root-user", "--net", "--mount"] };

/**
 * The command line that runs a command in a sandbox of its own. Nothing is forked on the way: the command has the pid
 * and the descriptors that it is started with.
 */
export function inSandbox(kind: "root" | "user", command: readonly string[]): [string, ...string[]] {
  return ["unshare", ...FLAGS[kind], "--propagation", "private", "sh", "-c", PREPARE, "sandbox", ...command];
}

let found: Sandbox | undefined;

/** Finds out by trying: a system may have user namespaces that are made but powerless (Ubuntu's AppArmor). */
export function findSandbox(): Sandbox {
  found ??= tryOut();
  return found;
}

function tryOut(): Sandbox {
  if (process.platform !== "linux")
    return { kind: "none", reason: `network namespaces exist on Linux only, this is ${process.platform}` };
  const kinds = geteuid?.() === 0 ? (["root", "user"] as const) : (["user"] as const);
  const reasons: string[] = [];
  for (const kind of kinds) {
    const [file, ...args] = inSandbox(kind, ["true"]);
    const { status, error, stderr } = spawnSync(file, args, { encoding: "utf8" });
    if (status === 0) return { kind };
    if (error !== undefined) {
      const missing = "code" in error && error.code === "ENOENT";
      return { kind: "none", reason: missing ? "unshare(1) is missing: install util-linux" : error.message };
    }
    reasons.push(`${kind === "root" ? "as root" : "in a user namespace"}: ${stderr.trim()}`);
  }
  return { kind: "none", reason: `${reasons.join("; ")}. ${ADVICE}` };
}

const ADVICE =
  "Run as root, or allow user namespaces: see sysctl user.max_user_namespaces, kernel.unprivileged_userns_clone (Debian) " +
  "and kernel.apparmor_restrict_unprivileged_userns (Ubuntu); in a container, its seccomp profile.";
