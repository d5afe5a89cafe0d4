import { describe, expect, expectTypeOf, test } from "vitest";
import fixtures from "../../fixtures/nsid.json" with { type: "json" };
import { CodecError } from "../errors.js";
import { decodeFrames, encodeFrame } from "../message/frame.js";
import { locate } from "../message/locate.js";
import { expectWire, hex, toHex } from "../testing/wire.js";
import { type NsidAttribute, nsidAttributes } from "./attributes.js";
import { nsidMessage } from "./message.js";

// $ ip -j netns list-id      kernel 6.18, answer for a namespace without an id
test("an unassigned id is -1", () => {
  expectWire(nsidMessage, "00000000 08000100 ffffffff", {
    header: { family: 0 },
    attributes: [{ name: "nsid", value: -1 }],
  });
});

// made by hand: type 99 does not exist; two bytes, two of padding
test("an unknown attribute survives the round trip", () => {
  expectWire(nsidMessage, "00000000 06006300 abcd0000", {
    header: { family: 0 },
    attributes: [{ name: undefined, type: 99, data: hex("abcd") }],
  });
});

test("order, duplicates and flag bits survive in the list, the last one counts in the object", () => {
  const digits = "00000000 08000500 02000000 08000180 01000000 08000100 03000000";
  expectWire(nsidMessage, digits, {
    header: { family: 0 },
    attributes: [
      { name: "currentNsid", value: 2 },
      { name: "nsid", value: 1, flags: 0x8000 },
      { name: "nsid", value: 3 },
    ],
  });
  expect(nsidMessage.decode(hex(digits), { order: "little" }).attributes).toEqual({ currentNsid: 2, nsid: 3 });
});

test("bytes behind the last attribute are kept", () => {
  expectWire(nsidMessage, "00000000 08000100 03000000 aabb", {
    header: { family: 0 },
    attributes: [
      { name: "nsid", value: 3 },
      { name: undefined, type: undefined, data: hex("aabb") },
    ],
  });
});

test("either view is encoded, and what is undefined is left out", () => {
  const expected = "00000000 08000300 07000000 08000400 05000000";
  const object = nsidMessage.encode({ attributes: { fd: 7, pid: undefined, targetNsid: 5 } }, { order: "little" });
  expect(toHex(object)).toBe(expected);
  const list = nsidMessage.encode(
    {
      attributes: [
        { name: "fd", value: 7 },
        { name: "targetNsid", value: 5 },
      ],
    },
    { order: "little" },
  );
  expect(toHex(list)).toBe(expected);
});

describe("what is wrong is said with its path and offset", () => {
  const decodeError = (digits: string): CodecError => {
    try {
      nsidMessage.decode(hex(digits), { order: "little" });
    } catch (error) {
      if (error instanceof CodecError) return error;
    }
    throw new Error("no CodecError");
  };
  test.each([
    ["no header", "", "nsid", 0, "rtgenmsg takes 1 bytes, here are 0"],
    ["a wrong length", "00000000 06000100 01000000", "nsid.nsid", 8, "s32 takes 4 bytes, here are 2"],
    ["a length past the end", "00000000 09000100 01000000", "nsid", 4, "an attribute of 9 bytes, where 8 are left"],
    [
      "a length below its own header",
      "00000000 03000100 01000000",
      "nsid",
      4,
      "an attribute of 3 bytes, where 8 are left",
    ],
  ])("%s", (_, digits, path, offset, reason) => {
    expect(decodeError(digits)).toMatchObject({ operation: "decode", path, offset, reason });
  });

  test("a value that does not fit", () => {
    expect(() => nsidMessage.encode({ attributes: { nsid: 2 ** 31 } })).toThrow(
      "cannot encode nsid.nsid at byte 8: 2147483648 is not a s32 (-2147483648 to 2147483647)",
    );
    expect(() => nsidMessage.encode({ attributes: { fd: -1 } })).toThrow("nsid.fd");
    expect(() => nsidMessage.encode({ header: { family: 256 } })).toThrow("nsid.family");
  });

  test("an attribute that is not in the table", () => {
    const attributes = { speed: 1 } as object;
    expect(() => nsidMessage.encode({ attributes })).toThrow('NETNSA has no attribute "speed"');
  });
});

test("numbers by the kernel's names", () => {
  expect(nsidAttributes.constants).toEqual({
    NETNSA_NSID: 1,
    NETNSA_PID: 2,
    NETNSA_FD: 3,
    NETNSA_TARGET_NSID: 4,
    NETNSA_CURRENT_NSID: 5,
  });
});

test("types come from the table", () => {
  const { attributes, header } = nsidMessage.decode(hex("00000000"));
  expectTypeOf(attributes.nsid).toEqualTypeOf<number | undefined>();
  expectTypeOf(header.family).toEqualTypeOf<number>();
  expectTypeOf<Extract<NsidAttribute, { name: "nsid" }>["value"]>().toEqualTypeOf<number>();
  // @ts-expect-error: no such attribute
  expectTypeOf(attributes.speed).toBeUndefined();
});

test("the path of a byte", () => {
  const payload = hex("00000000 08000300 07000000 08000400 05000000");
  expect(
    [0, 4, 8, 12, 19].map((offset) => locate(nsidMessage, payload, offset, { order: "little" }).path.join(".")),
  ).toEqual(["nsid.family", "nsid.fd", "nsid.fd", "nsid.targetNsid", "nsid.targetNsid"]);
});

describe("messages of real kernels decode as others see them, and encode back to the same bytes", () => {
  test.each(fixtures.map((fixture) => [`${fixture.kernel}: ${fixture.command}`, fixture] as const))(
    "%s",
    (_, fixture) => {
      const { frames, trailing } = decodeFrames(hex(fixture.hex), { order: "little" });
      expect(trailing).toBeUndefined();
      const [frame] = frames;
      if (frame === undefined) throw new Error("no message");
      let decoded: ReturnType<typeof nsidMessage.decodeList>;
      try {
        decoded = nsidMessage.decodeList(frame.payload, { order: "little" });
      } catch (error) {
        // Requests that were made wrong on purpose.
        expect(fixture.direction).toBe("send");
        expect(error).toBeInstanceOf(CodecError);
        return;
      }
      const names = decoded.attributes.map(({ name }) =>
        name === undefined ? null : nsidAttributes.line(name)?.kernelName,
      );
      expect(names).toEqual(fixture.attributes.map(([name]) => (String(name).startsWith("NETNSA_") ? name : null)));
      const payload = nsidMessage.encode(decoded, { order: "little" });
      expect(toHex(encodeFrame(frame.header, payload, { order: "little" }))).toBe(toHex(hex(fixture.hex)));
    },
  );
});
