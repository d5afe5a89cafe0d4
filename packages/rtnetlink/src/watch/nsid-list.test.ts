import { nsidMessage, RTM_GETNSID, RTM_NEWNSID } from "@netns/netlink";
import { expect, test } from "vitest";
import { openClient } from "../client.js";
import { acknowledge, done, fakeKernel, reply } from "../testing/index.js";
import type { ItemEvent } from "./events.js";
import { NsidList } from "./nsid-list.js";

const nsid = (value: number) => reply(nsidMessage, RTM_NEWNSID, { attributes: { nsid: value } });

/** Has these ids, and lists so many of them. */
function kernelWith(ids: number[], listed = Number.POSITIVE_INFINITY) {
  return fakeKernel(({ payload }) => {
    const asked = nsidMessage.decode(payload).attributes.nsid;
    if (asked === undefined) return [[...ids.slice(0, listed).map(nsid), done()]];
    return ids.includes(asked) ? [[nsid(asked), acknowledge()]] : [[acknowledge("ENOENT")]];
  });
}

function listOf(list: NsidList, kernel: ReturnType<typeof kernelWith>) {
  using client = openClient({ system: kernel.system });
  const { items, complete } = list.list(client, 0);
  return { ids: items.map(({ attributes }) => attributes.nsid), complete };
}

const told = (type: string, value: number, own = true) =>
  ({ type, subject: "nsid", own, item: { header: {}, attributes: { nsid: value } } }) as unknown as ItemEvent;

test("a whole list costs one question more", () => {
  const kernel = kernelWith([0, 1, 9]);
  expect(listOf(new NsidList(), kernel)).toEqual({ ids: [0, 1, 9], complete: true });
  expect(kernel.requests.map(({ header }) => header.type)).toEqual([RTM_GETNSID, RTM_GETNSID]);
});

test("behind a list that ends early: what follows, what is known, and what follows that", () => {
  const list = new NsidList();
  for (const value of [40, 50, 60]) list.feed(told("changed", value));
  list.feed(told("deleted", 60));
  list.feed(told("changed", 70, false));
  const ids = [0, 1, 2, 3, 30, 40, 41, 60, 70];
  expect(listOf(list, kernelWith(ids, 2))).toEqual({ ids: [0, 1, 2, 3, 40, 41], complete: false });
  // All of these are known now.
  expect(listOf(list, kernelWith([1, 41], 1))).toEqual({ ids: [1, 41], complete: false });
  expect(listOf(list, kernelWith([]))).toEqual({ ids: [], complete: true });
});

test("a list that may just have been full is not called complete", () => {
  const ids = (count: number) => Array.from({ length: count }, (_, i) => i);
  expect([1139, 1158, 1200].map((count) => listOf(new NsidList(), kernelWith(ids(count))).complete)).toEqual([
    true,
    false,
    true,
  ]);
});
