import { describe, expect, test } from "vitest";
import { attributes } from "../codec/attributes.js";
import { genlMessage } from "../ctrl/generic.js";
import { ctrlMessage, GENL_ID_CTRL, NETLINK_GENERIC } from "../ctrl/message.js";
import { CodecError } from "../errors.js";
import type { ExtackAttributes } from "../extack/attributes.js";
import { type AnyMessageCodec, families } from "../families.js";
import { decodeDone, decodeError } from "../message/error.js";
import { familyOf } from "../message/family-of.js";
import { NLMSG_DONE, NLMSG_ERROR } from "../message/flags.js";
import { decodeFrames, encodeFrame, type Frame } from "../message/frame.js";
import { NLMSG_HDRLEN } from "../message/header.js";
import { expectSame } from "./difference.js";
import { compareNames, kernelNames } from "./kernel-names.js";
import { readVectors, type Vector } from "./vectors.js";
import { hex, toHex } from "./wire.js";

interface VectorOptions {
  /** Whether decoders may be generated for shapes that come often. */
  readonly generate: boolean;
}

const LITTLE = { order: "little" } as const;
const BIG = { order: "big" } as const;

/** More often than it takes until a decoder is generated for a shape. */
const ROUNDS = 20;

/** A family of generic netlink that there is no table of: the kernel gave it its number, and all is unknown in it. */
const otherGeneric = genlMessage("other", 0, attributes("OTHER", {}));

/** The family of a message; undefined where there is no table of it. */
function codecOf({ header }: Frame, { protocol }: Vector): AnyMessageCodec | undefined {
  // The same numbers are others in generic netlink: 16 is RTM_NEWLINK and GENL_ID_CTRL.
  if (protocol !== NETLINK_GENERIC) return familyOf(header, families);
  return header.type === GENL_ID_CTRL ? ctrlMessage : otherGeneric;
}

/**
 * The whole suite over the messages of real kernels: the same bytes again, the same in the other byte order, the same
 * through the plain view, and the names that somebody else gives the attributes.
 */
export function describeVectors(options: VectorOptions): void {
  const vectors = readVectors();

  test("every message has a family", () => {
    const missing = new Map<string, number>();
    for (const vector of vectors) {
      if (vector.family === "other") continue;
      for (const frame of framesOf(vector)) {
        const { type } = frame.header;
        if (type === NLMSG_ERROR || type === NLMSG_DONE || codecOf(frame, vector) !== undefined) continue;
        const what = `${vector.family}: type ${type}${vector.protocol === NETLINK_GENERIC ? ", generic" : ""}`;
        missing.set(what, (missing.get(what) ?? 0) + 1);
      }
    }
    expect([...missing].map(([what, count]) => `${what} (${count} messages)`)).toEqual([]);
  });

  for (const [family, ofFamily] of groupBy(vectors, (vector) => vector.family)) {
    describe(family, () => {
      for (const [scenario, group] of groupBy(ofFamily, scenarioOf)) {
        test(`${scenario}: ${group.length}`, () => {
          // All of them, not the first one: somebody who changes a table wants to see what else it breaks.
          const problems = group.flatMap((vector) => problemOf(vector, options));
          expect(problems.join("\n\n")).toBe("");
        });
      }
    });
  }
}

/** Map.groupBy came with Node 21. */
function groupBy(vectors: readonly Vector[], keyOf: (vector: Vector) => string): ReadonlyMap<string, Vector[]> {
  const groups = new Map<string, Vector[]>();
  for (const vector of vectors) {
    const key = keyOf(vector);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [vector]);
    else group.push(vector);
  }
  return groups;
}

/** Its recording, kernel and scenario: "kinds-6.12/vxlan". */
function scenarioOf({ id }: Vector): string {
  return id.split("/").slice(0, -1).join("/");
}

function framesOf({ hex: digits }: Vector): readonly Frame[] {
  return decodeFrames(hex(digits), LITTLE).frames;
}

function problemOf(vector: Vector, options: VectorOptions): string[] {
  try {
    check(vector, options);
    return [];
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    return [`${vector.id} (${vector.direction} of \`${vector.source}\`): ${what}`];
  }
}

function check(vector: Vector, options: VectorOptions): void {
  const bytes = hex(vector.hex);
  const { frames, trailing } = decodeFrames(bytes, LITTLE);
  if (vector.expect === "error" && trailing !== undefined) return;
  expectSame("bytes behind the last message", trailing, undefined);
  const lengths = frames.map(({ payload }) => NLMSG_HDRLEN + payload.length);
  expectSame("the messages' lengths", lengths, vector.lengths ?? [bytes.length]);
  for (const frame of frames) checkFrame(frame, vector, options);
  const again = frames.map(({ header, payload }) => toHex(encodeFrame(header, payload, LITTLE))).join(" ");
  if (vector.expect === "ok") expectSame("the frames, encoded", again, toHex(bytes));
}

function checkFrame(frame: Frame, vector: Vector, options: VectorOptions): void {
  const { type } = frame.header;
  if (type === NLMSG_ERROR || type === NLMSG_DONE) {
    if (vector.errno !== undefined) checkAnswer(frame, vector);
    return;
  }
  const codec = codecOf(frame, vector);
  if (codec === undefined) return;
  if (vector.expect === "ok") checkMessage(codec, frame, vector, options);
  else checkRefusal(codec, frame, vector, options);
}

function checkAnswer(frame: Frame, { errno, extack }: Vector): void {
  const answer = frame.header.type === NLMSG_ERROR ? decodeError(frame, LITTLE) : decodeDone(frame, LITTLE);
  expectSame("errno", "errno" in answer ? answer.errno : answer.status, errno);
  expectSame("extack", written(answer.extack), extack);
}

/** As it stands in the fixture: JSON has neither bytes nor numbers of 64 bits. */
function written({ cookie, policy, ...rest }: ExtackAttributes): object {
  const numbers = Object.entries(policy ?? {}).map(([name, value]) => [
    name,
    typeof value === "bigint" ? String(value) : value,
  ]);
  return {
    ...rest,
    ...(policy !== undefined && { policy: Object.fromEntries(numbers) }),
    ...(cookie !== undefined && { cookie: toHex(cookie).replaceAll(" ", "") }),
  };
}

function checkMessage(codec: AnyMessageCodec, frame: Frame, { shape }: Vector, options: VectorOptions): void {
  const { payload } = frame;
  const list = codec.decodeList(payload, LITTLE);
  expectSame("the list, encoded", codec.encode(list, LITTLE), payload);

  const big = codec.encode(list, BIG);
  expectSame("the length in big-endian order", big.length, payload.length);
  expectSame("the list in big-endian order", codec.decodeList(big, BIG), list);

  const object = decodeOften(codec, frame, options);
  const again = codec.decode(codec.encode(object, LITTLE), { ...LITTLE, ...options });
  expectSame("the object, encoded and decoded", again, object);
  const bigAgain = codec.decode(codec.encode(object, BIG), { ...BIG, ...options });
  expectSame("the object in big-endian order", bigAgain, object);

  if (shape !== undefined) expectSame("names", compareNames(kernelNames(codec, payload), shape).join("; "), "");
}

/** The plain view, by each way there is to it. */
function decodeOften(codec: AnyMessageCodec, frame: Frame, options: VectorOptions): object {
  const object = codec.decode(frame.payload, { ...LITTLE, generate: false });
  let ofFrame = codec.decode(frame, options);
  for (let round = 1; options.generate && round < ROUNDS; round++) ofFrame = codec.decode(frame, options);
  expectSame("the object of a frame", ofFrame, object);
  return object;
}

/** What is wrong may be read all the same; when it is not, there is one kind of error for that. */
function checkRefusal(codec: AnyMessageCodec, { payload }: Frame, vector: Vector, options: VectorOptions): void {
  for (const decode of [codec.decodeList, codec.decode]) {
    try {
      const value = decode(payload, { ...LITTLE, ...options });
      if (decode === codec.decodeList) expectSame("the list, encoded", codec.encode(value, LITTLE), payload);
    } catch (error) {
      if (error instanceof CodecError) continue;
      throw error;
    }
    if (vector.expect === "error" && !mayBeRead(vector)) throw new Error(`decoded, although: ${vector.walk}`);
  }
}

/**
 * The other program looks into everything that says it is a nest, and behind every header that it knows. Of a value
 * that only claims to be a nest, or bytes behind the last attribute, nothing is wrong for a table.
 */
function mayBeRead({ source, walk }: Vector): boolean {
  return source.endsWith(", nested") || /^\d trailing bytes$/.test(walk ?? "");
}
