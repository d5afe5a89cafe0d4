import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { openSync } from "node:fs";
import { Fd, type HasFd, inNamespace, inNewNamespace } from "@netns/syscall";
import { expect } from "vitest";
import { oracleTest, type Shown } from "../oracle/tool.js";
import { Lab } from "../through-kernel/lab.js";
import { getNsid, listNsids, setNsid } from "./nsid.js";

const newNamespace = () => inNewNamespace(() => new Fd(openSync("/proc/thread-self/ns/net", "r")));

/** What comes after each command's output. */
const END = "end-of-output";

/**
 * Stock ip in a namespace, where others have the names a, b, c …: in a /run of the commands' own, which goes with them.
 *
 * @returns What each command shows.
 */
function ipNetns(where: HasFd, named: readonly HasFd[], ...commands: readonly string[]): (readonly Shown[])[] {
  const script = [
    "mount -t tmpfs none /run && mkdir /run/netns",
    ...named.map(
      (_, i) => `touch /run/netns/${"abcdef"[i]} && mount --bind /proc/self/fd/${i + 3} /run/netns/${"abcdef"[i]}`,
    ),
    ...commands.map((command) => `ip -json -details netns ${command} && echo ${END}`),
  ].join(" && ");
  const { stdout, stderr, status } = inNamespace(where, () =>
    spawnSync("unshare", ["--mount", "--propagation", "private", "sh", "-c", script], {
      encoding: "utf8",
      env: { PATH: `${process.env["PATH"]}:/usr/sbin:/sbin`, LC_ALL: "C" },
      stdio: ["ignore", "pipe", "pipe", ...named.map(({ fd }) => fd)],
    }),
  );
  if (status !== 0) throw new Error(`${script}: ${stderr}`);
  const outputs = stdout.split(`${END}\n`).slice(0, commands.length);
  return outputs.map((output) => (output.trim() === "" ? [] : JSON.parse(output)));
}

const ids = (shown: readonly Shown[] | undefined) =>
  shown?.map(({ nsid, "current-nsid": current }) => ({ nsid, currentNsid: current }));

oracleTest("ids that ip gives are got and listed", async () => {
  using observer = new Lab();
  using a = newNamespace();
  using b = newNamespace();
  using c = newNamespace();
  const [, , shown] = ipNetns(observer.namespace, [a, b, c], "set a 7", "set b auto", "list-id");
  expect(shown).toMatchObject([
    { nsid: 0, name: "b" },
    { nsid: 7, name: "a" },
  ]);
  expect(listNsids(observer.client).entries).toEqual(ids(shown));
  expect(getNsid(observer.client, a).nsid).toBe(7);
  expect(getNsid(observer.client, { nsid: 7 }).nsid).toBe(7);
  expect(getNsid(observer.client, c).nsid).toBeUndefined();
  const child = inNamespace(b, () => spawn("cat", { stdio: ["pipe", "pipe", "inherit"] }));
  const closed = once(child, "close");
  // It is there when it answers.
  child.stdin.write("here\n");
  await once(child.stdout, "data");
  expect(getNsid(observer.client, { pid: Number(child.pid) }).nsid).toBe(0);
  child.stdin.end();
  await closed;
});

oracleTest("ids that we give are those that ip shows", () => {
  using observer = new Lab();
  using a = newNamespace();
  using b = newNamespace();
  using c = newNamespace();
  setNsid(observer.client, b, 2_147_483_647);
  setNsid(observer.client, a, "auto");
  setNsid(observer.client, c, 1);
  const [all, one] = ipNetns(observer.namespace, [a, b, c], "list-id", "list-id nsid 1");
  expect(all).toMatchObject([
    { nsid: 0, name: "a" },
    { nsid: 1, name: "c" },
    { nsid: 2_147_483_647, name: "b" },
  ]);
  expect(listNsids(observer.client).entries).toEqual(ids(all));
  expect(one).toMatchObject([{ nsid: 1, name: "c" }]);
});

oracleTest("ids in another namespace stand beside one's own", () => {
  using observer = new Lab();
  using target = new Lab();
  using a = newNamespace();
  using b = newNamespace();
  setNsid(observer.client, target.namespace, 1);
  setNsid(observer.client, a, 2);
  ipNetns(target.namespace, [a, b], "set a 22", "set b 23");
  const [all, one] = ipNetns(observer.namespace, [], "list-id target-nsid 1", "list-id target-nsid 1 nsid 2");
  expect(ids(all)).toEqual([
    { nsid: 22, currentNsid: 2 },
    { nsid: 23, currentNsid: undefined },
  ]);
  expect(listNsids(observer.client, { targetNsid: 1 }).entries).toEqual(ids(all));
  for (const peer of [a, { nsid: 2 }]) {
    expect([getNsid(observer.client, peer, { targetNsid: 1 })]).toEqual(ids(one));
  }
  expect(getNsid(observer.client, b, { targetNsid: 1 })).toEqual({ nsid: 23, currentNsid: undefined });
});
