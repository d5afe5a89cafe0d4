import { expect, test } from "vitest";
import { IN_CREATE, IN_Q_OVERFLOW } from "./constants/inotify.js";
import { parseInotifyEvents } from "./inotify.js";

/** struct inotify_event, as the kernel lays it out. */
function event(watch: number, mask: number, name: string, room: number): Buffer {
  const bytes = Buffer.alloc(16 + room);
  bytes.writeInt32LE(watch, 0);
  bytes.writeUInt32LE(mask, 4);
  bytes.writeUInt32LE(room, 12);
  bytes.write(name, 16);
  return bytes;
}

test("several events of one read, the name without its padding", () => {
  const bytes = Buffer.concat([event(1, IN_CREATE, "blue", 16), event(-1, IN_Q_OVERFLOW, "", 0)]);
  expect(parseInotifyEvents(bytes)).toEqual([
    { watch: 1, mask: IN_CREATE, name: new Uint8Array(Buffer.from("blue")) },
    { watch: -1, mask: IN_Q_OVERFLOW, name: new Uint8Array() },
  ]);
});

test("names do not alias the buffer that is read into again", () => {
  const bytes = event(1, IN_CREATE, "blue", 16);
  const [first] = parseInotifyEvents(bytes);
  bytes.fill(0);
  expect(Buffer.from(first?.name ?? []).toString()).toBe("blue");
});
