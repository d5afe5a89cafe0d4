import { expect } from "vitest";
import { oracleTest, Tool } from "../../oracle/tool.js";
import { refusal } from "../../through-kernel/refusal.js";
import { Roads } from "../../through-kernel/roads.js";
import { namesOf, RouteTwins } from "../route/oracle/twins.js";
import {
  addNexthop,
  deleteNexthop,
  getNexthop,
  getNexthopBucket,
  listNexthopBuckets,
  listNexthops,
  type Nexthop,
  type NexthopFilter,
  type NexthopInput,
  nexthopInputOf,
  replaceNexthop,
} from "./index.js";
import { shownNexthop } from "./oracle/shown.js";

/** A nexthop in our terms and in ip's, what is told of it besides; in the order in which groups need them. */
const cases: readonly (readonly [words: string, nexthop: NexthopInput & { readonly id: number }, told?: object])[] = [
  ["id 1 via 192.0.2.2 dev near", { id: 1, via: "192.0.2.2", link: "near" }, { scope: "link", protocol: "unspec" }],
  [
    "id 2 via 192.0.2.3 dev other onlink proto static",
    { id: 2, via: "192.0.2.3", link: "other", onlink: true, protocol: "static" },
    { flags: ["onlink"], version: 4 },
  ],
  ["id 3 dev near", { id: 3, link: "near" }, { scope: "host", version: 4 }],
  ["id 4 blackhole", { id: 4, blackhole: true }, { ifindex: undefined }],
  ["id 5 via 2001:db8:a::2 dev near", { id: 5, via: "2001:db8:a::2", link: "near" }, { version: 6 }],
  ["id 6 via fe80::5 dev other proto zebra", { id: 6, via: "fe80::5", link: "other", protocol: "zebra" }],
  ["id 7 via 192.0.2.9 fdb", { id: 7, via: "192.0.2.9", fdb: true }],
  ["id 8 via 2001:db8::9 fdb", { id: 8, via: "2001:db8::9", fdb: true }],
  ["id 20 group 1", { id: 20, group: [1] }, { group: [{ id: 1, weight: 1 }], version: undefined }],
  [
    "id 21 group 1,3/2,255/5 proto bgp",
    { id: 21, group: [{ id: 1, weight: 3 }, { id: 2, weight: 255 }, 5], protocol: "bgp" },
    {
      group: [
        { id: 1, weight: 3 },
        { id: 2, weight: 255 },
        { id: 5, weight: 1 },
      ],
    },
  ],
  ["id 22 group 7 fdb", { id: 22, group: [7], fdb: true }, { group: [{ id: 7, weight: 1 }] }],
  [
    "id 23 group 1/2,3 type resilient buckets 8 idle_timer 60 unbalanced_timer 300",
    { id: 23, group: [1, { id: 2, weight: 3 }], resilient: { buckets: 8, idleTimer: 60, unbalancedTimer: 300 } },
    {
      group: [
        { id: 1, weight: 1 },
        { id: 2, weight: 3 },
      ],
    },
  ],
  [
    "id 4294967295 group 1 type resilient buckets 2",
    { id: 4_294_967_295, group: [1], resilient: { buckets: 2 } },
    { group: [{ id: 1, weight: 1 }], resilient: { idleTimer: 120, unbalancedTimer: 0, buckets: 2 } },
  ],
];

function toldOf([, { link, onlink, ...given }, told]: (typeof cases)[number]): object {
  return { ...given, ...told };
}

const withoutMessage = ({ message, ...rest }: Nexthop) => rest;

async function same({ ours, theirs }: RouteTwins, about: string): Promise<readonly Nexthop[]> {
  const words = "nexthop show";
  const shown = await theirs.ip.show(words);
  expect(await ours.ip.show(words), `${about}: as ip shows them`).toEqual(shown);
  const [own, read] = [ours, theirs].map(({ lab }) => listNexthops(lab.client).entries) as [Nexthop[], Nexthop[]];
  expect(own.map(withoutMessage), `${about}: as we tell them`).toEqual(read.map(withoutMessage));
  const names = namesOf(theirs.lab);
  expect(
    read.map((nexthop) => shownNexthop(nexthop, names)),
    `${about}: what ip shows, as we tell it`,
  ).toEqual(shown);
  return own;
}

oracleTest("nexthops made, told, made again as they were read, and deleted", async () => {
  await using twins = new RouteTwins();
  const { ours, theirs } = twins;
  const { client } = ours.lab;
  for (const one of cases) {
    const [words, nexthop] = one;
    expect(addNexthop(client, nexthop), words).toMatchObject(toldOf(one));
    await theirs.ip.run(`nexthop add ${words}`);
    await same(twins, words);
    expect(getNexthop(client, nexthop.id), words).toMatchObject(toldOf(one));
  }
  for (const [words, { id }] of [...cases].reverse()) {
    const read = getNexthop(theirs.lab.client, id) as Nexthop;
    expect(deleteNexthop(client, id), words).toBe(true);
    expect(getNexthop(client, id), words).toBeUndefined();
    addNexthop(client, nexthopInputOf(read));
    await same(twins, `${words}: made as it was read`);
    expect(deleteNexthop(client, id), words).toBe(true);
    await theirs.ip.run(`nexthop del id ${id}`);
    await same(twins, `${words}: deleted`);
  }
  expect(listNexthops(client).entries).toEqual([]);
});

type Step = readonly [verb: "add" | "replace" | "del", words: string, nexthop: NexthopInput, code?: string];

const changes: readonly Step[] = [
  ["add", "id 1 via 192.0.2.2 dev near", { id: 1, via: "192.0.2.2", link: "near" }],
  ["add", "id 1 via 192.0.2.3 dev near", { id: 1, via: "192.0.2.3", link: "near" }, "EEXIST"],
  ["replace", "id 1 via 192.0.2.3 dev near", { id: 1, via: "192.0.2.3", link: "near" }],
  ["replace", "id 2 via 2001:db8:a::2 dev near", { id: 2, via: "2001:db8:a::2", link: "near" }],
  ["add", "id 20 group 1", { id: 20, group: [1] }],
  ["replace", "id 20 group 1,7/2", { id: 20, group: [{ id: 1, weight: 7 }, 2] }],
  ["replace", "id 1 group 2", { id: 1, group: [2] }, "EINVAL"],
  ["add", "id 21 group 1/77", { id: 21, group: [1, 77] }, "EINVAL"],
  ["add", "id 21 group 20", { id: 21, group: [20], resilient: { buckets: 4 } }, "EINVAL"],
  ["add", "id 3 via 192.0.2.2", { id: 3, via: "192.0.2.2" }, "EINVAL"],
  ["add", "id 3 via 203.0.113.1 dev near", { id: 3, via: "203.0.113.1", link: "near" }, "ENETUNREACH"],
  ["add", "id 3 blackhole dev near", { id: 3, blackhole: true, link: "near" }, "EINVAL"],
  ["add", "id 3 fdb dev near", { id: 3, fdb: true, link: "near" }, "EINVAL"],
  ["add", "id 3 fdb group 1", { id: 3, fdb: true, group: [1] }, "EINVAL"],
  ["del", "id 2", { id: 2 }],
  ["del", "id 2", { id: 2 }, "ENOENT"],
  ["del", "id 1", { id: 1 }],
];

oracleTest("nexthops added, replaced, deleted, and refused alike", async () => {
  await using twins = new RouteTwins();
  const { ours, theirs } = twins;
  const { client } = ours.lab;
  for (const [verb, words, nexthop, code] of changes) {
    const { id = 0 } = nexthop;
    const verbs = { add: addNexthop, replace: replaceNexthop, del: () => deleteNexthop(client, id) };
    const work = () => verbs[verb](client, { ...nexthop, id });
    if (code === undefined) {
      work();
      await theirs.ip.run(`nexthop ${verb} ${words}`);
    } else {
      const said = refusal(work);
      expect(said.code, words).toBe(code);
      const reason = said.extack.message ?? said.reason;
      await expect(theirs.ip.run(`nexthop ${verb} ${words}`), words).rejects.toThrow(reason);
    }
    await same(twins, `${verb} ${words}`);
  }
});

const filters: readonly (readonly [words: string, filter: NexthopFilter, client?: readonly string[]])[] = [
  ["show", {}],
  ["show dev near", { link: "near" }],
  ["show master br0", { master: "br0" }],
  ["show groups", { groups: true }],
  ["show fdb", { fdb: true }],
  ["show proto 186", { protocol: "bgp" }, ["protocol"]],
];

oracleTest("lists with filters, and buckets", async () => {
  using lab = new Roads();
  await using ip = new Tool("ip", lab.namespace);
  const { client } = lab;
  lab.up(1);
  for (const words of ["link add br0 type bridge", "link set br0 up", "link set other master br0"]) await ip.run(words);
  for (const [words] of cases) await ip.run(`nexthop add ${words}`);
  const names = namesOf(lab);
  // It keeps a filter for the rest of a batch (ipnexthop.c).
  const show = async (words: string) => {
    await using fresh = new Tool("ip", lab.namespace);
    return await fresh.show(`nexthop ${words}`);
  };
  for (const [words, filter, byClient = []] of filters) {
    const theirs = await show(words);
    const { entries, filteredBy } = listNexthops(client, filter);
    expect(theirs, words).not.toEqual([]);
    expect(
      entries.map((nexthop) => shownNexthop(nexthop, names)),
      words,
    ).toEqual(theirs);
    const kernel = Object.keys(filter).filter((name) => !byClient.includes(name));
    expect(filteredBy, words).toEqual({ kernel, client: byClient });
  }
  // Which the tool asks for by its own option, and that stands before the object.
  expect(listNexthops(client, { version: 6 }).entries.map(({ id }) => id)).toEqual([5, 6, 8]);
  for (const [words, filter] of [
    ["", {}],
    ["id 23", { id: 23 }],
    ["nhid 2", { nexthopId: 2 }],
    ["dev near", { link: "near" }],
    ["master br0", { master: "br0" }],
  ] as const) {
    const theirs = await show(`bucket show ${words}`);
    const { entries, filteredBy } = listNexthopBuckets(client, filter);
    expect(theirs, words).not.toEqual([]);
    expect(
      entries.map(({ id, index, nexthopId, flags }) => ({ id, bucket: { index, nhid: nexthopId }, flags })),
    ).toEqual(theirs.map(({ id, bucket, flags }) => ({ id, bucket: withoutTime(bucket as object), flags })));
    expect(filteredBy).toEqual({ kernel: Object.keys(filter), client: [] });
  }
  const [theirs] = await show("bucket get id 23 index 3");
  expect(theirs).toMatchObject({ id: 23, bucket: { index: 3, nhid: getNexthopBucket(client, 23, 3).nexthopId } });
  expect(getNexthopBucket(client, 23, 3)).toMatchObject({ id: 23, index: 3, idleTime: expect.any(Number), flags: [] });
});

function withoutTime({ idle_time, ...rest }: { readonly idle_time?: unknown }): object {
  return rest;
}
