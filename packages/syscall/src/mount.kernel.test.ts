import {
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statfsSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import {
  MNT_DETACH,
  MNT_EXPIRE,
  MS_BIND,
  MS_MOVE,
  MS_NODEV,
  MS_NOEXEC,
  MS_NOSUID,
  MS_PRIVATE,
  MS_RDONLY,
  MS_REC,
  MS_REMOUNT,
  MS_SHARED,
  MS_SLAVE,
  MS_UNBINDABLE,
  NSFS_MAGIC,
  PROC_SUPER_MAGIC,
  ST_NODEV,
  ST_NOEXEC,
  ST_NOSUID,
  ST_RDONLY,
  TMPFS_MAGIC,
  UMOUNT_NOFOLLOW,
} from "./constants/mount.js";
import { Fd } from "./fd.js";
import { fstatfs, mount, statfs, umount2 } from "./mount.js";
import { withoutCapabilities } from "./testing/without-capabilities.js";

const failure = (code: string, facts: { syscall: string; path?: string; dest?: string }) =>
  expect.objectContaining({ code, ...facts });

function directory(scratch: string, name: string): string {
  const path = join(scratch, name);
  mkdirSync(path);
  return path;
}

/** The optional fields of /proc/PID/mountinfo (proc(5)): propagation, if any. */
function propagation(path: string): string {
  const line = readFileSync("/proc/self/mountinfo", "utf8")
    .split("\n")
    .find((text) => text.split(" ")[4] === path);
  return (line ?? "").split(" - ")[0]?.split(" ").slice(6).join(" ").replaceAll(/\d+/g, "N") ?? "";
}

kernelTest("a file system is mounted with its options, remounted, and gone again", ({ scratch }) => {
  const path = directory(scratch, "tmpfs");
  mount("none", path, "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, "mode=700,size=64k");
  expect(statfs(path)).toEqual({ type: TMPFS_MAGIC, flags: expect.any(Number) });
  expect(statfs(path).flags & (ST_RDONLY | ST_NOSUID | ST_NODEV | ST_NOEXEC)).toBe(ST_NOSUID | ST_NODEV | ST_NOEXEC);
  writeFileSync(join(path, "file"), "");
  mount("none", path, null, MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC, null);
  expect(statfs(path).flags & ST_RDONLY).toBe(ST_RDONLY);
  expect(() => writeFileSync(join(path, "file"), "")).toThrow("EROFS");
  umount2(path, 0);
  expect(readdirSync(path)).toEqual([]);
});

kernelTest("a bind mount shows the same, and can be moved; paths are bytes as well", ({ scratch }) => {
  const from = directory(scratch, "from");
  const to = directory(scratch, "to");
  const moved = directory(scratch, "moved");
  mount("none", from, "tmpfs", 0, null);
  writeFileSync(join(from, "file"), "");
  mount(Buffer.from(from), Buffer.from(to), null, MS_BIND | MS_REC, null);
  expect(readdirSync(to)).toEqual(["file"]);
  mount(to, moved, null, MS_MOVE, null);
  expect([readdirSync(to), readdirSync(moved)]).toEqual([[], ["file"]]);
  umount2(moved, MNT_DETACH);
  umount2(Buffer.from(from), 0);
});

kernelTest("propagation is shared, slave, private or none at all", ({ scratch }) => {
  const path = directory(scratch, "p");
  const copy = directory(scratch, "copy");
  mount("none", path, "tmpfs", 0, null);
  mount("", path, null, MS_SHARED, null);
  expect(propagation(path)).toBe("shared:N");
  mount(path, copy, null, MS_BIND, null);
  mount("", copy, null, MS_SLAVE | MS_REC, null);
  expect(propagation(copy)).toBe("master:N");
  mount("", copy, null, MS_PRIVATE, null);
  expect(propagation(copy)).toBe("");
  mount("", copy, null, MS_UNBINDABLE, null);
  expect(propagation(copy)).toBe("unbindable");
  umount2(copy, 0);
  umount2(path, 0);
});

kernelTest("what mount(2) refuses says about what", ({ scratch }) => {
  const path = directory(scratch, "plain");
  const file = join(scratch, "file");
  writeFileSync(file, "");
  const missing = join(scratch, "missing");
  const refused = (code: string, dest: string) => failure(code, { syscall: "mount", dest });
  expect(() => mount("x", path, null, MS_SHARED, null)).toThrow(refused("EINVAL", path));
  expect(() => mount("x", path, "tmpfs", 0, "no-such-option")).toThrow(refused("EINVAL", path));
  expect(() => mount("x", path, "no-such-file-system", 0, null)).toThrow(refused("ENODEV", path));
  expect(() => mount(file, path, null, MS_BIND, null)).toThrow(refused("ENOTDIR", path));
  expect(() => mount(path, file, null, MS_BIND, null)).toThrow(refused("ENOTDIR", file));
  expect(() => mount(missing, path, null, MS_BIND, null)).toThrow(
    failure("ENOENT", { syscall: "mount", path: missing, dest: path }),
  );
  expect(() => mount("a\0b", path, null, MS_BIND, null)).toThrow(
    expect.objectContaining({ code: "ERR_INVALID_ARG_VALUE" }),
  );
  for (const wrong of [-1, 0.5, Number.NaN, "1", undefined]) {
    expect(() => mount("x", path, null, wrong as number, null)).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^ERR_/) }),
    );
  }
  for (const wrong of [undefined, 1, {}, [47]]) {
    expect(() => mount("x", wrong as string, null, 0, null)).toThrow(
      expect.objectContaining({ code: "ERR_INVALID_ARG_TYPE" }),
    );
  }
});

kernelTest("umount2: busy, detached, expired, or none", ({ scratch }) => {
  const path = directory(scratch, "busy");
  const link = join(scratch, "link");
  symlinkSync(path, link);
  const refused = (code: string, name = path) => failure(code, { syscall: "umount2", path: name });
  expect(() => umount2(path, 0)).toThrow(refused("EINVAL"));
  expect(() => umount2(join(scratch, "missing"), 0)).toThrow(refused("ENOENT", join(scratch, "missing")));

  mount("none", path, "tmpfs", 0, null);
  const file = new Fd(openSync(join(path, "file"), "w"));
  expect(() => umount2(path, 0)).toThrow(refused("EBUSY"));
  expect(() => umount2(link, UMOUNT_NOFOLLOW | MNT_DETACH)).toThrow(refused("EINVAL", link));
  umount2(link, MNT_DETACH);
  expect(existsSync(join(path, "file"))).toBe(false);
  file.close();

  mount("none", path, "tmpfs", 0, null);
  expect(() => umount2(path, MNT_EXPIRE)).toThrow(refused("EAGAIN"));
  expect(() => umount2(path, MNT_EXPIRE | MNT_DETACH)).toThrow(refused("EINVAL"));
  umount2(path, 0);
  expect(() => umount2(path, 2 ** 31)).toThrow(expect.objectContaining({ code: "ERR_OUT_OF_RANGE" }));
});

kernelTest("both are for those with CAP_SYS_ADMIN", ({ scratch }) => {
  withoutCapabilities(() => {
    expect(() => mount("none", scratch, "tmpfs", 0, null)).toThrow(failure("EPERM", { syscall: "mount" }));
    expect(() => umount2("/run", MNT_DETACH)).toThrow(failure("EPERM", { syscall: "umount2", path: "/run" }));
    // Without rights, what is no mount point is not told from one that is.
    expect(() => umount2(scratch, MNT_DETACH)).toThrow(failure("EPERM", { syscall: "umount2", path: scratch }));
  });
});

kernelTest("statfs and fstatfs tell what a file is on", () => {
  expect(statfs("/proc/self/ns/net").type).toBe(NSFS_MAGIC);
  // Node's own does for a path, and for a descriptor by way of /proc.
  using proc = new Fd(openSync("/proc/self/status", "r"));
  expect(fstatfs(proc.fd).type).toBe(PROC_SUPER_MAGIC);
  expect(statfsSync(`/proc/self/fd/${proc.fd}`).type).toBe(PROC_SUPER_MAGIC);
  expect(() => statfs("/missing")).toThrow(failure("ENOENT", { syscall: "statfs", path: "/missing" }));
  expect(() => statfs("/proc/self/status/x")).toThrow(failure("ENOTDIR", { syscall: "statfs" }));
  expect(() => fstatfs(2 ** 30)).toThrow(failure("EBADF", { syscall: "fstatfs" }));
  for (const wrong of [-1, Number.NaN, "0", 2 ** 31]) {
    expect(() => fstatfs(wrong as number)).toThrow(expect.objectContaining({ code: expect.stringMatching(/^ERR_/) }));
  }
});
