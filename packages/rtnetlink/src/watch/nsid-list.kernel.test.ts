import { Fd, inNewNamespace, linux } from "@netns/syscall";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { Lab } from "../through-kernel/lab.js";
import { listNsids, setNsid } from "../verbs/nsid.js";
import { follow, isEnd, until } from "./fixtures/follow.js";
import { WatchState } from "./state.js";
import { watch } from "./watch.js";

/** Linux 6.18 lists 1,158. */
const MANY = 1250;
/** Nobody could guess them. */
const BEFORE = 1_000_000;
const AFTERWARDS = 2_000_000;

const newNamespace = () => inNewNamespace(() => new Fd(linux.fs.openSync("/proc/thread-self/ns/net", "r"), linux.fs));

kernelTest("of more ids than the kernel lists, none is taken for gone that was told of and is there", async () => {
  using lab = new Lab();
  const peers = new Map<number, Fd>();
  const add = (nsid: number) => {
    const peer = newNamespace();
    peers.set(nsid, peer);
    setNsid(lab.client, peer, nsid);
  };
  try {
    for (let nsid = 0; nsid < MANY; nsid++) add(nsid);
    add(BEFORE);
    const isCut = !listNsids(lab.client).complete;
    const state = new WatchState();
    const ids = () => state.get("nsid").flatMap(({ attributes: { nsid } }) => nsid ?? []);
    const expected = () => [...peers.keys()].filter((nsid) => !isCut || nsid !== BEFORE);
    const isAsExpected = () => `${ids().sort((a, b) => a - b)}` === `${expected().sort((a, b) => a - b)}`;

    // Ten more events fit in.
    using events = watch(lab.client, { what: ["nsid"], receiveBuffer: 4096 });
    const seen = await until(events, isEnd);
    for (const event of seen) state.apply(event);
    expect(seen.at(-1)).toMatchObject({ consistent: true, complete: !isCut });
    expect(isAsExpected()).toBe(true);

    add(AFTERWARDS);
    await follow(events, state, isAsExpected);

    for (let i = 1; i <= 100; i++) add(AFTERWARDS + i);
    peers.get(7)?.close();
    peers.delete(7);
    await follow(events, state, isAsExpected);
    expect(events.statistics.overruns).toBeGreaterThan(0);
  } finally {
    for (const peer of peers.values()) peer.close();
  }
});
