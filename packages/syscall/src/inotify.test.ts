import { describe, expect, test } from "vitest";
import { IN_CREATE, IN_MOVED_FROM, IN_MOVED_TO, IN_ONESHOT, IN_Q_OVERFLOW } from "./constants/inotify.js";
import { type InotifyEvent, parseInotifyEvents } from "./inotify.js";
import { seeded } from "./testing/random.js";

const none = { cookie: 0, name: new Uint8Array() };
const text = (name: string) => Uint8Array.from(Buffer.from(name));

/** struct inotify_event, as the kernel lays it out: the name has at least one NUL, and a multiple of 16 bytes. */
function encode({ watch, mask, cookie, name }: InotifyEvent, room = Math.ceil((name.length + 1) / 16) * 16): Buffer {
  const length = name.length === 0 ? 0 : room;
  const bytes = Buffer.alloc(16 + length);
  bytes.writeInt32LE(watch, 0);
  bytes.writeUInt32LE(mask, 4);
  bytes.writeUInt32LE(cookie, 8);
  bytes.writeUInt32LE(length, 12);
  bytes.set(name, 16);
  return bytes;
}

test("several events of one read, the name without its padding", () => {
  const events: InotifyEvent[] = [
    { ...none, watch: 1, mask: IN_CREATE, name: text("blue") },
    { ...none, watch: 1, mask: IN_MOVED_FROM, cookie: 0xfedc_ba98, name: text("a".repeat(255)) },
    { ...none, watch: 2, mask: IN_MOVED_TO, cookie: 0xfedc_ba98, name: Uint8Array.of(0xff, 0x0a) },
    { ...none, watch: -1, mask: IN_Q_OVERFLOW },
    { ...none, watch: 0x7fff_ffff, mask: IN_ONESHOT },
  ];
  expect(parseInotifyEvents(Buffer.concat(events.map((event) => encode(event))))).toEqual(events);
  expect(parseInotifyEvents(new Uint8Array())).toEqual([]);
});

test("a name that fills its field is taken whole", () => {
  const event = { ...none, watch: 1, mask: IN_CREATE, name: text("0123456789abcdef") };
  expect(parseInotifyEvents(encode(event, 16))).toEqual([event]);
});

test("names do not alias the buffer that is read into again", () => {
  const bytes = encode({ ...none, watch: 1, mask: IN_CREATE, name: text("blue") });
  const [first] = parseInotifyEvents(bytes);
  bytes.fill(0);
  expect(Buffer.from(first?.name ?? []).toString()).toBe("blue");
});

test("what is no memory is refused", () => {
  const parse = (bytes: unknown) => () => parseInotifyEvents(bytes as Uint8Array);
  for (const value of [undefined, null, "", [], new ArrayBuffer(16), new Uint16Array(8)]) {
    expect(parse(value)).toThrow(expect.objectContaining({ name: "TypeError", code: "ERR_INVALID_ARG_TYPE" }));
  }
  const detached = new Uint8Array(16);
  structuredClone(detached, { transfer: [detached.buffer] });
  expect(parse(detached)).toThrow(expect.objectContaining({ code: "ERR_INVALID_ARG_VALUE" }));
});

describe("properties", () => {
  const random = seeded(1);
  const anEvent = (): InotifyEvent => ({
    watch: random.pick([-1, 0, 1, 0x7fff_ffff, random.below(1000)]),
    mask: random.pick([IN_CREATE, 0xffff_ffff, 0, random.below(2 ** 31)]),
    cookie: random.pick([0, 0xffff_ffff, random.below(2 ** 31)]),
    name: random.bytes(random.pick([0, 1, 15, 16, random.below(256)])).map((byte) => byte || 0x2f),
  });
  /** At an odd place in a larger buffer, as a slice of a read is. */
  const placed = (bytes: Uint8Array) => {
    const before = random.below(9);
    const room = random.bytes(before + bytes.length + 40);
    room.set(bytes, before);
    return room.subarray(before, before + bytes.length);
  };

  test("what was encoded comes back", () => {
    for (let run = 0; run < 500; run++) {
      const events = Array.from({ length: random.below(6) }, anEvent);
      const encoded = events.map((event) =>
        encode(event, Math.ceil((event.name.length + 1 + random.below(3)) / 4) * 4),
      );
      expect(parseInotifyEvents(placed(Buffer.concat(encoded)))).toEqual(events);
    }
  });

  test("cut off anywhere: the whole events when that is between two, otherwise an error", () => {
    for (let run = 0; run < 60; run++) {
      const events = Array.from({ length: 1 + random.below(3) }, anEvent);
      const encoded = events.map((event) => encode(event));
      const bytes = Buffer.concat(encoded);
      const borders = encoded.map((_, i) => Buffer.concat(encoded.slice(0, i)).length);
      for (let length = 0; length < bytes.length; length++) {
        const cut = placed(bytes.subarray(0, length));
        const whole = borders.indexOf(length);
        if (whole !== -1) expect(parseInotifyEvents(cut)).toEqual(events.slice(0, whole));
        else expect(() => parseInotifyEvents(cut)).toThrow(expect.objectContaining({ code: "ERR_INVALID_ARG_VALUE" }));
      }
    }
  });

  test("any bytes: events that are all of them, or an error", () => {
    let parsed = 0;
    for (let run = 0; run < 5000; run++) {
      const bytes = random.bytes(random.below(200));
      // A length that often fits, where there is one.
      if (bytes.length >= 16) bytes.set([random.below(64), 0, 0, 0], 12);
      if (bytes.length >= 16 && random.below(2) === 0) bytes.set([bytes.length - 16, 0, 0, 0], 12);
      try {
        const events = parseInotifyEvents(placed(bytes));
        parsed++;
        expect(events.reduce((sum, { name }) => sum + 16 + name.length, 0)).toBeLessThanOrEqual(bytes.length);
      } catch (error) {
        expect(error).toMatchObject({ code: "ERR_INVALID_ARG_VALUE" });
      }
    }
    expect(parsed).toBeGreaterThan(500);
  });
});
