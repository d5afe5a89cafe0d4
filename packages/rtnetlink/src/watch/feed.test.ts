import { linkMessage, NLM_F_MULTI, RTM_GETNEXTHOP, RTM_NEWLINK } from "@netns/netlink";
import { expect, test, vi } from "vitest";
import { openClient } from "../client.js";
import { acknowledge, done, type FakeDatagram, fakeKernel, reply } from "../testing/index.js";
import type { WatchEvent } from "./events.js";
import { Feed } from "./feed.js";
import { inShort } from "./fixtures/follow.js";

const link = (index: number, family = 0) =>
  reply(linkMessage, RTM_NEWLINK, { header: { index, family }, attributes: { ifname: `l${index}` } }, NLM_F_MULTI);

/** Words for all that a feed tells now. */
function tell(feed: Feed): string[] {
  const words: string[] = [];
  for (let event: WatchEvent | undefined = feed.take(); event !== undefined; event = feed.take())
    words.push(inShort(event));
  return words;
}

test("what never holds still is told as far as it is known, and once more when it is time", () => {
  let now = 0;
  using _ = vi.spyOn(performance, "now").mockImplementation(() => now);
  let isRestless = true;
  const { system, requests } = fakeKernel(() => {
    now += 10;
    return [[link(requests.length), done({ interrupted: isRestless })]];
  });
  using client = openClient({ system });
  const feed = new Feed(client, { what: ["link"] });
  expect(tell(feed)).toEqual(["start opened", "present l3", "end inconsistent"]);
  // It has taken 30 ms, and so it rests as long.
  expect(feed.wait).toMatchObject({ readable: true, delay: 30 });
  now += 29;
  expect(tell(feed)).toEqual([]);
  now += 1;
  isRestless = false;
  expect(tell(feed)).toEqual(["start inconsistent", "present l4", "end"]);
  expect(feed.wait).toMatchObject({ readable: true, delay: undefined });
  expect(feed.statistics).toMatchObject({ overruns: 0, snapshots: 2 });
  feed.close();
});

test("what a kernel does not have is not there, and what it tells of other families is not taken", () => {
  const answers: FakeDatagram[][] = [[[link(1), link(2, 7), done()]], [[acknowledge("EOPNOTSUPP")]]];
  const { system, requests } = fakeKernel(answers);
  using client = openClient({ system });
  const feed = new Feed(client, { what: ["nexthop", "link"] });
  expect(tell(feed)).toEqual(["start opened", "present l1", "end"]);
  expect(requests.at(-1)?.header.type).toBe(RTM_GETNEXTHOP);
  feed.close();
});

test("what cannot be watched is said, and nothing stays open", () => {
  const kernel = fakeKernel([]);
  using client = openClient({ system: kernel.system });
  const what = ["link", "links" as "link"] as const;
  expect(() => new Feed(client, { what })).toThrow(
    expect.objectContaining({
      name: "RangeError",
      message: expect.stringMatching(/^"links" cannot be watched: link, /),
    }),
  );
  client.close();
  expect(kernel.open).toBe(0);
});

test("a kernel that refuses for another reason is an error, and nothing stays open", () => {
  const kernel = fakeKernel(() => [[acknowledge("EPERM")]]);
  using client = openClient({ system: kernel.system });
  const feed = new Feed(client, { what: ["link"] });
  expect(inShort(feed.take() as WatchEvent)).toBe("start opened");
  expect(() => feed.take()).toThrow("EPERM");
  feed.close();
  client.close();
  expect(kernel.open).toBe(0);
});
