import type { Frame } from "@netns/netlink";
import type { ItemEvent, OtherMessageEvent, Whereabouts } from "./events.js";
import { type Subject, subjects } from "./subjects.js";

/** What a message tells of one of these subjects; undefined when it is of none. */
export function itemEvent(frame: Frame, what: readonly Subject[], where: Whereabouts): ItemEvent | undefined {
  const { type, flags } = frame.header;
  // All families' headers begin with it.
  const family = frame.payload[0] ?? 0;
  const subject = what.find((name) => {
    const { changed, deleted, families } = subjects[name];
    return (type === changed || type === deleted) && families.includes(family);
  });
  if (subject === undefined) return undefined;
  const { codec, changed } = subjects[subject];
  const item = codec.decode(frame);
  return { type: type === changed ? "changed" : "deleted", subject, item, flags, ...where } as ItemEvent;
}

/** A message as it is. */
export function otherMessageEvent({ header, payload }: Frame, where: Whereabouts): OtherMessageEvent {
  return { type: "message", messageType: header.type, flags: header.flags, payload: payload.slice(), ...where };
}
