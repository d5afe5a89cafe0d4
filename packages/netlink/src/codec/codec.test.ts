import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CodecError } from "../errors.js";
import { hex, toHex } from "../testing/wire.js";
import { attr, attributes } from "./attributes.js";
import { bytes } from "./bytes.js";
import type { Codec } from "./codec.js";
import { flag } from "./flag.js";
import { be16, be32, s8, s16, s32, s64, u8, u16, u32, u64 } from "./integers.js";
import { nested } from "./nested.js";
import type { ByteOrder } from "./order.js";
import { Reader } from "./reader.js";
import { struct } from "./struct.js";
import { text } from "./text.js";
import { Writer } from "./writer.js";

const orders = ["little", "big"] as const;

function encode<T, L>(codec: Codec<T, L>, value: T | L, order: ByteOrder = "little"): Uint8Array {
  const writer = new Writer({ order });
  codec.encode(writer, value);
  return writer.finish();
}

function decode<T, L>(codec: Codec<T, L>, data: Uint8Array, order: ByteOrder = "little"): T {
  return codec.decode(new Reader(data, { order }), 0, data.length);
}

function decodeList<T, L>(codec: Codec<T, L>, data: Uint8Array, order: ByteOrder = "little"): L {
  return codec.decodeList(new Reader(data, { order }), 0, data.length);
}

describe("numbers", () => {
  const small = [
    [u8, 0, 0xff],
    [s8, -0x80, 0x7f],
    [u16, 0, 0xffff],
    [s16, -0x8000, 0x7fff],
    [u32, 0, 0xffffffff],
    [s32, -0x80000000, 0x7fffffff],
    [be16, 0, 0xffff],
    [be32, 0, 0xffffffff],
  ] as const;
  test.each(small.map(([codec, min, max]) => [codec.name, codec, min, max] as const))(
    "%s makes the round trip, and refuses what does not fit",
    (_, codec, min, max) => {
      for (const order of orders) {
        fc.assert(
          fc.property(fc.integer({ min, max }), (value) => {
            expect(decode(codec, encode(codec, value, order), order)).toBe(value);
          }),
        );
        for (const value of [min, max]) expect(decode(codec, encode(codec, value, order), order)).toBe(value);
      }
      for (const value of [min - 1, max + 1, 0.5, Number.NaN]) expect(() => encode(codec, value)).toThrow(CodecError);
      expect(() => decode(codec, new Uint8Array(codec.size + 1))).toThrow(CodecError);
    },
  );

  test.each([
    ["u64", u64, 0n, 2n ** 64n - 1n],
    ["s64", s64, -(2n ** 63n), 2n ** 63n - 1n],
  ] as const)("%s is a bigint", (_, codec, min, max) => {
    for (const order of orders) {
      fc.assert(
        fc.property(fc.bigInt({ min, max }), (value) => {
          expect(decode(codec, encode(codec, value, order), order)).toBe(value);
        }),
      );
    }
    expect(() => encode(codec, max + 1n)).toThrow(CodecError);
    expect(() => encode(codec, min - 1n)).toThrow(CodecError);
  });

  test("bytes are where the order says", () => {
    expect(toHex(encode(u32, 0x01020304, "little"))).toBe("04030201");
    expect(toHex(encode(u32, 0x01020304, "big"))).toBe("01020304");
    expect(toHex(encode(be32, 0x01020304, "little"))).toBe("01020304");
    expect(toHex(encode(u64, 0x0102030405060708n, "little"))).toBe("08070605 04030201");
    expect(toHex(encode(u64, 0x0102030405060708n, "big"))).toBe("01020304 05060708");
  });
});

describe("text", () => {
  test("agrees with the platform's own UTF-8", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (value) => {
        fc.pre(!value.includes("\0"));
        expect(Buffer.from(encode(text(), value)).toString()).toBe(`${value}\0`);
        expect(decode(text(), Buffer.from(value))).toBe(value);
      }),
    );
  });

  test("what is not UTF-8 reads as lone surrogates, and is written back as it was", () => {
    for (const digits of ["ff", "c080", "eda080", "f4908080", "e282", "80", "41ff42"]) {
      const value = decode(text(), hex(digits));
      expect(value).toMatch(/[\udc80-\udcff]/);
      expect(toHex(encode(text(), value))).toBe(toHex(hex(`${digits}00`)));
    }
  });

  test("ends at the first NUL, and is written with one", () => {
    expect(decode(text(), hex("61 00 62"))).toBe("a");
    expect(toHex(encode(text(), "a"))).toBe("6100");
  });

  test("too long, with a NUL inside, half a character, no text", () => {
    expect(() => encode(text(15), "x".repeat(16))).toThrow("16 bytes of text, at most 15 fit");
    expect(() => encode(text(), "a\0b")).toThrow("a NUL inside");
    expect(() => encode(text(), "\ud800")).toThrow("half of a surrogate pair");
    expect(() => encode(text(), 5 as unknown as string)).toThrow("5 is not text");
  });
});

const pair = struct("pair", { first: u8, second: u16 });

describe("structs", () => {
  test("fields one behind the other; what is left out is zero", () => {
    expect(toHex(encode(pair, { first: 1, second: 2 }))).toBe("010200");
    expect(toHex(encode(pair, {} as { first: number; second: number }))).toBe("000000");
  });

  test("what a newer kernel has added is kept", () => {
    const value = decode(pair, hex("010200 aabb"));
    expect(value).toEqual({ first: 1, second: 2, tail: hex("aabb") });
    expect(toHex(encode(pair, value))).toBe("010200aa bb");
  });

  test("too short is an error, too large a field names it", () => {
    expect(() => decode(pair, hex("0102"))).toThrow("pair takes 3 bytes, here are 2");
    expect(() => encode(pair, { first: 256, second: 0 })).toThrow("cannot encode first");
  });
});

const inner = attributes("INNER", { id: attr(1, u32), name: attr(2, text(15)) });
const outer: ReturnType<typeof makeOuter> = makeOuter();
function makeOuter() {
  return attributes("OUTER", {
    count: attr(1, u16),
    up: attr(2, flag),
    data: attr(3, bytes),
    inner: attr(
      4,
      nested(() => inner),
    ),
    pair: attr(5, pair),
    big: attr(6, u64),
  });
}

describe("sets of attributes", () => {
  test("nests carry their flag, and are lists inside lists", () => {
    const digits = "14000480 08000100 07000000 06000200 61000000";
    expect(decode(outer, hex(digits))).toEqual({ inner: { id: 7, name: "a" } });
    const list = decodeList(outer, hex(digits));
    expect(list).toEqual([
      {
        name: "inner",
        value: [
          { name: "id", value: 7 },
          { name: "name", value: "a" },
        ],
      },
    ]);
    expect(toHex(encode(outer, list))).toBe(digits);
    expect(toHex(encode(outer, { inner: { id: 7, name: "a" } }))).toBe(digits);
  });

  test("text that the value does not wholly describe keeps its bytes in the list", () => {
    // without a NUL; with bytes behind it; longer than would be written
    for (const digits of ["05000200 61000000", "08000200 61006200", `15000200 ${"61".repeat(16)} 00000000`]) {
      const list = decodeList(inner, hex(digits));
      expect(list[0]).toHaveProperty("data");
      expect(toHex(encode(inner, list))).toBe(toHex(hex(digits)));
    }
  });

  test("a path names every level", () => {
    expect(() => decode(outer, hex("0a000480 06000100 07000000"))).toThrow(
      expect.objectContaining({ path: "inner.id", offset: 8 }),
    );
    expect(() => encode(outer, { inner: { name: "x".repeat(16) } })).toThrow("cannot encode inner.name");
  });

  test("an attribute over 65,535 bytes is refused", () => {
    expect(() => encode(outer, { data: new Uint8Array(65_532) })).toThrow(
      "an attribute of 65536 bytes, at most 65535 fit",
    );
    expect(encode(outer, { data: new Uint8Array(65_531) })).toHaveLength(65_536);
  });

  test("a flag is there or not", () => {
    expect(decode(outer, hex("04000200"))).toEqual({ up: true });
    expect(() => decode(outer, hex("05000200 01000000"))).toThrow("a flag has no payload");
    expect(() => encode(outer, { up: false as true })).toThrow("a flag is true, or left out");
  });

  test("decoded bytes do not alias what they were read from", () => {
    const data = hex("06000300 aabb0000");
    const decoded = decode(outer, data);
    data.fill(0);
    expect(decoded.data).toEqual(hex("aabb"));
  });

  test("a number declared twice is an error of the table", () => {
    const twice = attributes("TWICE", { a: attr(1, u8), b: attr(1, u8) });
    expect(() => twice.lines).toThrow("TWICE: number 1 is declared twice");
  });

  test("a nest that never ends is refused before the stack is", () => {
    const loop = attributes("LOOP", {
      loop: attr(
        1,
        nested((): Codec<unknown> => loop as Codec<unknown>),
      ),
    });
    let data = new Uint8Array();
    for (let depth = 0; depth < 40; depth++) {
      const outside = new Uint8Array(data.length + 4);
      outside.set([outside.length & 0xff, outside.length >> 8, 1, 0x80]);
      outside.set(data, 4);
      data = outside;
    }
    expect(() => decode(loop, data)).toThrow("nested more than 32 deep");
  });

  const innerValue = fc.record(
    { id: fc.integer({ min: 0, max: 0xffffffff }), name: fc.string({ maxLength: 3 }).filter((s) => !s.includes("\0")) },
    { requiredKeys: [] },
  );
  const outerValue = fc.record(
    {
      count: fc.integer({ min: 0, max: 0xffff }),
      up: fc.constant(true as const),
      data: fc.uint8Array({ maxLength: 40 }),
      inner: innerValue,
      pair: fc.record({ first: fc.integer({ min: 0, max: 255 }), second: fc.integer({ min: 0, max: 0xffff }) }),
      big: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
    },
    { requiredKeys: [] },
  );

  test("encoding and decoding is the identity, in both orders and views", () => {
    fc.assert(
      fc.property(outerValue, fc.constantFrom(...orders), (value, order) => {
        const encoded = encode(outer, value, order);
        expect(decode(outer, encoded, order)).toEqual(value);
        expect(encode(outer, decodeList(outer, encoded, order), order)).toEqual(encoded);
      }),
    );
  });

  test("any bytes give a value that encodes back to them, or a CodecError", () => {
    const mutated = fc
      .tuple(outerValue, fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { maxLength: 6 }), fc.nat(200))
      .map(([value, changes, cut]) => {
        const data = encode(outer, value);
        for (const [at, byte] of changes) if (at < data.length) data[at] = byte;
        return data.subarray(0, data.length - (cut % 7));
      });
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), mutated), fc.constantFrom(...orders), (data, order) => {
        try {
          const list = decodeList(outer, data, order);
          const again = encode(outer, list, order);
          // Padding is written as zeros, and always there; everything else is the same.
          expect(decodeList(outer, again, order)).toEqual(list);
        } catch (error) {
          expect(error).toBeInstanceOf(CodecError);
        }
      }),
      { numRuns: 5000 },
    );
  });
});
