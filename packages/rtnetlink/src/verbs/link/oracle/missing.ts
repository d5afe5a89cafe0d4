import { otherCase } from "@netns/netlink";
import { NetlinkError } from "../../../errors.js";
import { Lab } from "../../../through-kernel/lab.js";
import { addLink } from "../add.js";

/** What the kernel said, if it refused. */
export function refusalOf(work: () => unknown): NetlinkError | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof NetlinkError) return error;
    throw error;
  }
}

/** Whether the kernel does not have a kind: it refuses it as such, whatever is said of it. */
export function isKindMissing(kind: string): boolean {
  using lab = new Lab();
  const refusal = refusalOf(() => addLink(lab.client, { kind: otherCase(kind), name: "probe" }));
  return refusal?.code === "EOPNOTSUPP" && refusal.extack.message === "Unknown device type";
}
