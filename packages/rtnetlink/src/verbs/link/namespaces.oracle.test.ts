import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { expect, vi } from "vitest";
import { oracleTest } from "../../oracle/tool.js";
import type { Lab } from "../../through-kernel/lab.js";
import { setNsid } from "../nsid.js";
import { addLink } from "./add.js";
import { deleteLink } from "./delete.js";
import { findLink, getLink } from "./get.js";
import { LinkTwins } from "./oracle/twins.js";
import { moveLink } from "./set.js";

const address = "02:00:00:00:01:01";
const far = "02:00:00:00:01:02";

/** A namespace's file: ip(8) takes a path where it takes a name. */
const path = (lab: Lab) => `/proc/${process.pid}/fd/${lab.namespace.fd}`;

/** A process in a namespace, for as long as it is needed. */
class Inhabitant implements AsyncDisposable {
  readonly #child: ChildProcess;

  constructor(lab: Lab) {
    this.#child = lab.inside(() => spawn("sleep", ["600"], { stdio: "ignore" }));
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#child, "exit");
    this.#child.kill();
    await ended;
  }
}

oracleTest("a peer that is born in another namespace, with its settings", async () => {
  await using here = new LinkTwins();
  await using there = new LinkTwins();
  const peer = { name: "far", address: far, mtu: 1401, txqlen: 7, numTxQueues: 2, namespace: there.ours.lab.namespace };
  addLink(here.ours.client, { kind: "veth", name: "near", address, mtu: 1400, peer });
  await here.theirs.ip.run(
    `link add near address ${address} mtu 1400 type veth ` +
      `peer name far address ${far} mtu 1401 txqueuelen 7 numtxqueues 2 netns ${path(there.theirs.lab)}`,
  );
  await here.expectSame();
  await there.expectSame();
  expect(await there.shown("far")).toMatchObject({ mtu: 1401, txqlen: 7, num_tx_queues: 2, link_netnsid: 0 });
  deleteLink(here.ours.client, "near");
  await here.theirs.ip.run("link delete dev near");
  await there.expectSame();
  expect(findLink(there.ours.client, "far")).toBeUndefined();
});

oracleTest("a peer that is born and up in another namespace", async () => {
  await using here = new LinkTwins();
  await using there = new LinkTwins();
  for (const { both } of [here, there])
    for (const { lab } of both) lab.inside(() => writeFileSync("/proc/sys/net/ipv6/conf/default/addr_gen_mode", "1"));
  const peer = { name: "far", address: far, up: true, namespace: path(there.ours.lab) };
  addLink(here.ours.client, { kind: "veth", name: "near", address, up: true, peer });
  await here.theirs.ip.run(
    `link add near address ${address} type veth peer name far address ${far} netns ${path(there.theirs.lab)}`,
  );
  await here.theirs.ip.run("link set dev near up");
  await there.theirs.ip.run("link set dev far up");
  await here.expectSame();
  await there.expectSame();
  await vi.waitFor(async () => expect(await there.shown("far")).toMatchObject({ operstate: "UP" }), 20_000);
});

oracleTest("a link that is born in another namespace, its lower one here", async () => {
  await using here = new LinkTwins(1);
  await using there = new LinkTwins();
  const { client } = here.ours;
  const it = { kind: "macvlan", link: "low0", address, data: { mode: 4 } } as const;
  expect(addLink(client, { ...it, name: "it", namespace: path(there.ours.lab) })).toBeUndefined();
  await here.theirs.ip.run(
    `link add link low0 name it address ${address} netns ${path(there.theirs.lab)} type macvlan mode bridge`,
  );
  await here.expectSame();
  await there.expectSame();
  expect(await there.shown("it")).toMatchObject({ linkinfo: { info_kind: "macvlan", info_data: { mode: "bridge" } } });
  // And with the id that the namespace has there: it can be looked at then.
  setNsid(client, there.ours.lab.namespace, 7);
  setNsid(here.theirs.client, there.theirs.lab.namespace, 7);
  const named = addLink(client, { kind: "ifb", address, namespace: { nsid: 7 } });
  expect(named).toMatchObject({ name: "ifb0", kind: "ifb" });
  await there.theirs.ip.run(`link add ifb0 address ${address} type ifb`);
  await there.expectSame();
  const patterned = addLink(client, { kind: "ifb", name: "lan%d", address, namespace: { nsid: 7 } });
  expect(patterned).toMatchObject({ name: "lan0" });
  await there.theirs.ip.run(`link add lan0 address ${address} type ifb`);
  await there.expectSame();
});

oracleTest("a link here on top of one in another namespace", async () => {
  await using here = new LinkTwins();
  await using there = new LinkTwins(1);
  setNsid(here.ours.client, there.ours.lab.namespace, 3);
  setNsid(here.theirs.client, there.theirs.lab.namespace, 3);
  const it = { kind: "macvlan", name: "it", address, data: { mode: 4 } } as const;
  addLink(here.ours.client, { ...it, link: "low0", linkNetnsid: 3 });
  const { ifindex } = getLink(there.theirs.client, "low0");
  await here.theirs.ip.run(
    `link add link if${ifindex} link-netnsid 3 name it address ${address} type macvlan mode bridge`,
  );
  await here.expectSame();
  await there.expectSame();
  expect(await here.shown("it")).toMatchObject({ link_netnsid: 3 });
});

oracleTest("moved by path, descriptor, process and id, and back", async ({ scratch }) => {
  await using here = new LinkTwins();
  await using there = new LinkTwins();
  const { client } = here.ours;
  const name = `${scratch}/blue`;
  writeFileSync(name, "");
  spawnSync("mount", ["--bind", path(there.ours.lab), name]);
  await using home = new Inhabitant(here.ours.lab);
  await using abroad = new Inhabitant(there.ours.lab);
  await using theirHome = new Inhabitant(here.theirs.lab);
  setNsid(client, there.ours.lab.namespace, 9);
  setNsid(here.theirs.client, there.theirs.lab.namespace, 9);
  setNsid(there.ours.client, here.ours.lab.namespace, 8);
  setNsid(there.theirs.client, here.theirs.lab.namespace, 8);
  for (const place of [name, there.ours.lab.namespace, { pid: abroad.pid }, { nsid: 9 }]) {
    addLink(client, { kind: "veth", name: "it", address, mtu: 1400, peer: { name: "stays", address: far } });
    await here.theirs.ip.run(`link add it address ${address} mtu 1400 type veth peer name stays address ${far}`);
    moveLink(client, "it", place);
    await here.theirs.ip.run(`link set dev it netns ${path(there.theirs.lab)}`);
    await here.expectSame();
    await there.expectSame();
    expect(await there.shown("it")).toMatchObject({ mtu: 1400, link_netnsid: 8 });
    moveLink(there.ours.client, "it", { pid: home.pid });
    await there.theirs.ip.run(`link set dev it netns ${theirHome.pid}`);
    await here.expectSame();
    await there.expectSame();
    expect(getLink(client, "it")).toMatchObject({ mtu: 1400, linkNetnsid: undefined });
    deleteLink(client, "it");
    await here.theirs.ip.run("link delete dev it");
    for (const twins of [here, there]) await twins.forgetNames();
  }
});

oracleTest("moved with a new name", async () => {
  await using here = new LinkTwins();
  await using there = new LinkTwins();
  addLink(here.ours.client, { kind: "ifb", name: "it", address });
  await here.theirs.ip.run(`link add it address ${address} type ifb`);
  addLink(there.ours.client, { kind: "ifb", name: "it", address });
  await there.theirs.ip.run(`link add it address ${address} type ifb`);
  moveLink(here.ours.client, "it", there.ours.lab.namespace, { name: "another" });
  await here.theirs.ip.run(`link set dev it netns ${path(there.theirs.lab)} name another`);
  await here.expectSame();
  await there.expectSame();
  expect(await there.shown("another")).toMatchObject({ linkinfo: { info_kind: "ifb" } });
});
