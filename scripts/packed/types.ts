/** Types as a user of the packages sees them; only checked, never run. */
import { createNamespace, type Namespace, watchNamespaces } from "@netns/core";
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
// @ts-expect-error: there is no such attribute
nsidMessage.encode({ attributes: { speed: 1 } });

export { answer, ids, nsid };
