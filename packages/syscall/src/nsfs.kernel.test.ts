import { spawn } from "node:child_process";
import { once } from "node:events";
import { fstatSync, openSync, readdirSync, statSync } from "node:fs";
import { geteuid, pid } from "node:process";
import { kernelTest } from "@netns/testing";
import { describe, expect } from "vitest";
import {
  CLONE_NEWCGROUP,
  CLONE_NEWIPC,
  CLONE_NEWNET,
  CLONE_NEWNS,
  CLONE_NEWPID,
  CLONE_NEWTIME,
  CLONE_NEWUSER,
  CLONE_NEWUTS,
} from "./constants/namespace.js";
import { F_GETFD, FD_CLOEXEC } from "./constants/process.js";
import { Fd } from "./fd.js";
import {
  nsGetId,
  nsGetMntnsId,
  nsGetNstype,
  nsGetOwnerUid,
  nsGetParent,
  nsGetPidFromPidns,
  nsGetPidInPidns,
  nsGetTgidFromPidns,
  nsGetTgidInPidns,
  nsGetUserns,
  nsMntGetInfo,
  nsMntGetNext,
  nsMntGetPrev,
  siocgskns,
} from "./nsfs.js";
import { inNewNamespace } from "./scoped.js";
import { linux } from "./system.js";
import { since } from "./testing/kernel-release.js";
import { withoutCapabilities } from "./testing/without-capabilities.js";

const OWN = "/proc/thread-self/ns";
const open = (path: string) => new Fd(openSync(path, "r"));
const failure = (code: string) => expect.objectContaining({ code, syscall: "ioctl" });
const inode = ({ fd }: Fd) => fstatSync(fd).ino;
const isCloseOnExec = ({ fd }: Fd) => linux.fcntl(fd, F_GETFD, 0) === FD_CLOEXEC;

/** Every one of them, with arguments that would do for a namespace of the right kind. */
const requests = {
  nsGetUserns,
  nsGetParent,
  nsGetNstype,
  nsGetOwnerUid,
  nsGetMntnsId,
  nsGetId,
  nsGetPidFromPidns: (fd: number) => nsGetPidFromPidns(fd, pid),
  nsGetTgidFromPidns: (fd: number) => nsGetTgidFromPidns(fd, pid),
  nsGetPidInPidns: (fd: number) => nsGetPidInPidns(fd, pid),
  nsGetTgidInPidns: (fd: number) => nsGetTgidInPidns(fd, pid),
  nsMntGetInfo,
  nsMntGetNext,
  nsMntGetPrev,
  siocgskns,
};

describe.each(Object.entries(requests))("%s", (_, request) => {
  kernelTest("a plain file and an O_PATH descriptor are no namespaces, a closed one is nothing", () => {
    using plain = open("/proc/self/status");
    using path = new Fd(openSync(`${OWN}/net`, 0x200000));
    expect(() => request(plain.fd)).toThrow(failure("ENOTTY"));
    expect(() => request(path.fd)).toThrow(failure("EBADF"));
    expect(() => request(2 ** 30)).toThrow(failure("EBADF"));
    for (const wrong of [-1, 1.5, Number.NaN, "3", 2 ** 31]) {
      expect(() => request(wrong as number)).toThrow(expect.objectContaining({ code: expect.stringMatching(/^ERR_/) }));
    }
  });
});

kernelTest("a namespace tells its kind", () => {
  const kinds = {
    net: CLONE_NEWNET,
    mnt: CLONE_NEWNS,
    uts: CLONE_NEWUTS,
    ipc: CLONE_NEWIPC,
    user: CLONE_NEWUSER,
    pid: CLONE_NEWPID,
    cgroup: CLONE_NEWCGROUP,
    time: CLONE_NEWTIME,
  };
  const known = readdirSync(OWN);
  for (const [name, kind] of Object.entries(kinds).filter(([name]) => known.includes(name))) {
    using namespace = open(`${OWN}/${name}`);
    expect({ name, kind: nsGetNstype(namespace.fd) }).toEqual({ name, kind });
  }
});

kernelTest("the owner of our network namespace is our user namespace", () => {
  using net = open(`${OWN}/net`);
  using owner = new Fd(nsGetUserns(net.fd));
  expect(inode(owner)).toBe(statSync(`${OWN}/user`).ino);
  expect(isCloseOnExec(owner)).toBe(true);
  expect(nsGetOwnerUid(owner.fd)).toBe(geteuid?.());
  expect(() => nsGetOwnerUid(net.fd)).toThrow(failure("EINVAL"));
  // Whoever owns ours is out of our sight, or there is nobody.
  expect(() => nsGetUserns(owner.fd)).toThrow(failure("EPERM"));
});

kernelTest("network namespaces have no parent, and ours of users has none that we see", () => {
  using net = open(`${OWN}/net`);
  using user = open(`${OWN}/user`);
  expect(() => nsGetParent(net.fd)).toThrow(failure("EINVAL"));
  expect(() => nsGetParent(user.fd)).toThrow(failure("EPERM"));
});

/** A child in a pid namespace of its own, where it is 1. */
async function inPidNamespace(test: (namespace: Fd) => void): Promise<void> {
  const child = spawn("unshare", ["--pid", "--fork", "sh", "-c", "echo ready; exec cat"]);
  try {
    await once(child.stdout, "data");
    // Not `pid`: that is unshare(1)'s own, which stays where it was.
    using namespace = open(`/proc/${child.pid}/ns/pid_for_children`);
    test(namespace);
  } finally {
    child.stdin.end();
    await once(child, "close");
  }
}

kernelTest("a pid namespace knows its parent", () =>
  inPidNamespace((namespace) => {
    using parent = new Fd(nsGetParent(namespace.fd));
    expect(inode(parent)).toBe(statSync(`${OWN}/pid`).ino);
    expect(isCloseOnExec(parent)).toBe(true);
  }),
);

kernelTest("pids are told from one pid namespace to another", () =>
  inPidNamespace((namespace) => {
    using own = open(`${OWN}/pid`);
    using net = open(`${OWN}/net`);
    since(
      "6.11",
      "ENOTTY",
      () => nsGetPidFromPidns(namespace.fd, 1),
      (outside) => {
        expect(outside).toBeGreaterThan(1);
        expect(nsGetTgidFromPidns(namespace.fd, 1)).toBe(outside);
        expect(nsGetPidInPidns(namespace.fd, outside)).toBe(1);
        expect(nsGetTgidInPidns(namespace.fd, outside)).toBe(1);
        // We are not in it, and nobody else is.
        expect(() => nsGetPidInPidns(namespace.fd, pid)).toThrow(failure("ESRCH"));
        expect(() => nsGetTgidInPidns(namespace.fd, pid)).toThrow(failure("ESRCH"));
        expect(() => nsGetPidFromPidns(namespace.fd, 2 ** 22)).toThrow(failure("ESRCH"));
        expect(() => nsGetTgidFromPidns(namespace.fd, 2 ** 22)).toThrow(failure("ESRCH"));

        const thread = Number(readdirSync("/proc/self/task").find((tid) => Number(tid) !== pid));
        expect(nsGetPidFromPidns(own.fd, thread)).toBe(thread);
        expect(nsGetTgidFromPidns(own.fd, thread)).toBe(pid);
        expect(nsGetPidInPidns(own.fd, thread)).toBe(thread);
        expect(nsGetTgidInPidns(own.fd, thread)).toBe(pid);

        expect(() => nsGetPidFromPidns(net.fd, 1)).toThrow(failure("EINVAL"));
        expect(() => nsGetPidFromPidns(own.fd, 0)).toThrow(expect.objectContaining({ code: "ERR_OUT_OF_RANGE" }));
      },
    );
  }),
);

kernelTest("a mount namespace has an id, and other kinds not this one", () => {
  using mounts = open(`${OWN}/mnt`);
  using net = open(`${OWN}/net`);
  since(
    "6.11",
    "ENOTTY",
    () => nsGetMntnsId(mounts.fd),
    (id) => {
      expect(id).toBeGreaterThan(0n);
      expect(nsGetMntnsId(mounts.fd)).toBe(id);
      expect(() => nsGetMntnsId(net.fd)).toThrow(failure("EINVAL"));
    },
  );
});

kernelTest("a mount namespace is counted, and has neighbors", () => {
  using mounts = open(`${OWN}/mnt`);
  using net = open(`${OWN}/net`);
  since(
    "6.12",
    "ENOTTY",
    () => nsMntGetInfo(mounts.fd),
    (info) => {
      expect(info).toEqual({ id: nsGetMntnsId(mounts.fd), mounts: expect.any(Number) });
      expect(info.mounts).toBeGreaterThan(1);
      for (const request of [nsMntGetInfo, nsMntGetNext, nsMntGetPrev]) {
        // Whether one may look at neighbors is asked before anything else.
        expect(() => request(net.fd)).toThrow(expect.objectContaining({ code: expect.stringMatching(/EINVAL|EPERM/) }));
      }
      if (statSync(`${OWN}/user`).ino !== INITIAL_USER_NAMESPACE) {
        expect(() => nsMntGetPrev(mounts.fd)).toThrow(failure("EPERM"));
        expect(() => nsMntGetNext(mounts.fd)).toThrow(failure("EPERM"));
        return;
      }
      withoutCapabilities(() => {
        expect(() => nsMntGetPrev(mounts.fd)).toThrow(failure("EPERM"));
        expect(() => nsMntGetNext(mounts.fd)).toThrow(failure("EPERM"));
      });
      // The sandbox's own is younger than that of init.
      const before = nsMntGetPrev(mounts.fd);
      using opened = new Fd(before.fd);
      expect(before.id).toBeLessThan(info.id);
      expect(nsMntGetInfo(opened.fd).id).toBe(before.id);
      expect(isCloseOnExec(opened)).toBe(true);
      const again = nsMntGetNext(opened.fd);
      new Fd(again.fd).close();
      expect(again.id).toBeGreaterThan(before.id);
      expect(again.id).toBeLessThanOrEqual(info.id);
      using last = new Fd(findLast(mounts.fd));
      expect(() => nsMntGetNext(last.fd)).toThrow(failure("ENOENT"));
    },
  );
});

/** PROC_USER_INIT_INO of linux/proc_ns.h. */
const INITIAL_USER_NAMESPACE = 0xefff_fffd;

function findLast(start: number): number {
  let last = nsMntGetPrev(start).fd;
  for (;;) {
    try {
      const { fd } = nsMntGetNext(last);
      linux.fs.closeSync(last);
      last = fd;
    } catch {
      return last;
    }
  }
}

kernelTest("an id tells namespaces apart, whatever their kind", () => {
  using own = open(`${OWN}/net`);
  using same = open(`${OWN}/net`);
  using other = inNewNamespace(() => open(`${OWN}/net`));
  using mounts = open(`${OWN}/mnt`);
  since(
    "6.18",
    "ENOTTY",
    () => nsGetId(own.fd),
    (id) => {
      expect(id).toBeGreaterThan(0n);
      expect(nsGetId(same.fd)).toBe(id);
      expect(nsGetId(other.fd)).not.toBe(id);
      expect(nsGetId(mounts.fd)).toBe(nsGetMntnsId(mounts.fd));
    },
  );
});

kernelTest("a socket gives its network namespace, which its file need not be open for", () => {
  const { socket, there } = inNewNamespace(() => ({
    socket: new Fd(linux.socket(16, 3, 0)),
    there: statSync(`${OWN}/net`).ino,
  }));
  using _ = socket;
  using namespace = new Fd(siocgskns(socket.fd));
  expect(inode(namespace)).toBe(there);
  expect(nsGetNstype(namespace.fd)).toBe(CLONE_NEWNET);
  expect(isCloseOnExec(namespace)).toBe(true);
  withoutCapabilities(() => expect(() => siocgskns(socket.fd)).toThrow(failure("EPERM")));
});
