import { linkMessage, NLM_F_MULTI, RTM_DELLINK, RTM_GETLINK, RTM_NEWLINK } from "@netns/netlink";
import { expect, test } from "vitest";
import { openClient } from "../client.js";
import { openEventSocket } from "../event-socket.js";
import { watch } from "../watch/watch.js";
import { done, fakeKernel, reply } from "./index.js";

const link = (ifname: string, flags = 0, type = RTM_NEWLINK) =>
  reply(linkMessage, type, { header: { index: ifname.length }, attributes: { ifname } }, flags);
const links = { codec: linkMessage, type: RTM_GETLINK, message: {} } as const;

test("a script that is too short is an error of the test, and so is a socket that is closed", () => {
  const { system } = fakeKernel([]);
  const client = openClient({ system });
  expect(() => client.request(links)).toThrow("the script has no answer for request 1");
  client.close();
  const events = openEventSocket({ system, groups: [1] });
  const { fd } = events;
  events.close();
  expect(() => system.recvmsg(fd, new Uint8Array(16), 0)).toThrow(`no socket is open with the number ${fd}`);
});

test("events reach those who listen to their group, and others' those who listen to all", () => {
  const kernel = fakeKernel([]);
  const { system } = kernel;
  using one = openEventSocket({ system, groups: [1] });
  using all = openEventSocket({ system, groups: [1, 33], allNsid: true });
  expect([kernel.announce(1, [link("a")]), kernel.announce(33, [link("bb")])]).toEqual([2, 1]);
  expect([kernel.announce(1, "ENOBUFS", { nsid: 7 }), kernel.announce(1, [link("c")], { nsid: 7 })]).toEqual([1, 1]);
  expect(kernel.announce(2, [link("d")])).toBe(0);
  expect([one.receive(), one.receive()]).toEqual([expect.objectContaining({ nsid: undefined }), "empty"]);
  expect([all.receive(), all.receive(), all.receive(), all.receive(), all.receive()]).toEqual([
    expect.objectContaining({ nsid: undefined }),
    expect.objectContaining({ nsid: undefined }),
    "lost",
    expect.objectContaining({ nsid: 7 }),
    "empty",
  ]);
});

test("a watch of it tells what there is, what changes, and looks again when events are lost", async () => {
  let names = ["a"];
  const kernel = fakeKernel(() => [[...names.map((name) => link(name, NLM_F_MULTI)), done()]]);
  using client = openClient({ system: kernel.system });
  const told: string[] = [];
  for await (const event of watch(client, { what: ["link"] })) {
    told.push("subject" in event && event.subject === "link" ? `${event.type} ${event.item.header.index}` : event.type);
    if (told.length === 3) kernel.announce(1, [link("bb")]);
    if (told.length === 4) kernel.announce(1, [link("a", 0, RTM_DELLINK)]);
    if (told.length === 5) {
      names = ["bb", "ccc"];
      kernel.announce(1, "ENOBUFS");
    }
    if (told.length === 9) break;
  }
  expect(told).toEqual([
    ...["snapshot-start", "present 1", "snapshot-end"],
    ...["changed 2", "deleted 1"],
    ...["snapshot-start", "present 2", "present 3", "snapshot-end"],
  ]);
});
