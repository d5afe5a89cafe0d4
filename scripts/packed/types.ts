/** Types as a user of the packages sees them; only checked, never run. */
import {
  type Collected,
  collect,
  createNamespace,
  type EntryKind,
  listNsids as listIds,
  listNamespaces,
  type Namespace,
  openNamespace,
  openSocket,
  run,
  spawn,
  watchNamespaces,
} from "@netns/core";
import { decodeFrames, nsidMessage } from "@netns/netlink";
import { listNsids, openClient } from "@netns/rtnetlink";
import { inNewNamespace, type System } from "@netns/syscall";
import { failingSystem } from "@netns/syscall/testing";

const system: System = failingSystem({ nth: 0 }).system;
const blue: Namespace = createNamespace("blue", { system });
const nsid: number | undefined = decodeFrames(new Uint8Array()).frames.map(
  ({ payload }) => nsidMessage.decode(payload).attributes.nsid,
)[0];
const ids: (number | undefined)[] = listNsids(openClient({ namespace: blue })).entries.map((pair) => pair.nsid);
const answer: 42 = inNewNamespace(() => 42 as const);
for await (const event of watchNamespaces()) if (event.type === "name-added") event.name.toUpperCase();
const sources = ["blue", new Uint8Array(1), { path: "/proc/1/ns/net" }, { pid: 1 }, blue].map((at) =>
  openNamespace(at),
);
const kinds: EntryKind[] = listNamespaces({ sort: true }).map((entry) => entry.kind);
const names: string[] = listIds({ observer: "blue" }).entries.flatMap((entry) => entry.names.map(({ name }) => name));
const collected: Promise<Collected> = collect(blue, "cat", [], { input: "text" });
spawn("blue", "true", [], { stdio: ["ignore", "pipe", 2] }).once("exit", (status: number | null) => status);
const sum: Promise<number> = run<number>(blue, new URL("file:///sum.mjs"), "sum", 1, 2);
const fd: number = openSocket({ pid: 1 }, 2, 1).release();
// @ts-expect-error: a namespace is given by its name, or as an object
openNamespace(1);
// @ts-expect-error: there is no such attribute
nsidMessage.encode({ attributes: { speed: 1 } });

export { answer, collected, fd, ids, kinds, names, nsid, sources, sum };
