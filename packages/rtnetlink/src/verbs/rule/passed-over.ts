import type { fibRuleHdr, MessageInput, ruleAttributes, ruleMessage } from "@netns/netlink";

type Input = MessageInput<typeof fibRuleHdr, typeof ruleAttributes>;

/** Those that the kernel does not tell when they are 0, which is the same as not saying them. */
const NOTHING_WHEN_ZERO = ["priority", "fwmark", "fwmask", "flow", "protocol", "suppressIfgroup"];

/** The name of an attribute that was sent and that the rule which came of it has not; undefined when it has all. */
export function passedOver(
  { attributes = {} }: Input,
  { attributes: kept }: ReturnType<typeof ruleMessage.decode>,
): string | undefined {
  const found = Object.entries(attributes).find(
    ([name, value]) =>
      value !== undefined && !(value === 0 && NOTHING_WHEN_ZERO.includes(name)) && !Object.hasOwn(kept, name),
  );
  return found?.[0];
}
