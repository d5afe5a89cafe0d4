import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { Lab } from "../through-kernel/lab.js";
import { toAddress } from "../verbs/address/convert.js";
import { addAddress, listAddresses } from "../verbs/address/index.js";
import { addLink } from "../verbs/link/add.js";
import { getLink } from "../verbs/link/get.js";
import { toLink } from "../verbs/link/link.js";
import { watch } from "./watch.js";

kernelTest("an event's item becomes what the verbs return", async () => {
  using lab = new Lab();
  const { client } = lab;
  // Down, so that nothing moves in between.
  addLink(client, { kind: "bridge", name: "br0" });
  addAddress(client, { address: "192.0.2.1/24", link: "br0" });
  const seen: unknown[] = [];
  for await (const event of watch(client, { what: ["link", "address"] })) {
    if (event.type === "snapshot-end") break;
    if (event.type !== "present") continue;
    if (event.subject === "link" && event.item.attributes.ifname === "br0") seen.push(toLink(event.item).name);
    if (event.subject === "address") seen.push(toAddress(event.item));
  }
  expect(seen).toEqual([getLink(client, "br0").name, ...listAddresses(client).entries]);
});
