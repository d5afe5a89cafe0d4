import { otherCase } from "@netns/netlink";
import { Lab } from "../../../through-kernel/lab.js";
import { isUnknownKind, refusalOf } from "../../../through-kernel/refusal.js";
import { addLink } from "../add.js";

/** Whether the kernel does not have a kind: it refuses it as such, whatever is said of it. */
export function isKindMissing(kind: string): boolean {
  using lab = new Lab();
  return isUnknownKind(refusalOf(() => addLink(lab.client, { kind: otherCase(kind), name: "probe" })));
}
