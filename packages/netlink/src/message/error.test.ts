import { describe, expect, test } from "vitest";
import fixtures from "../../fixtures/acknowledgements.json" with { type: "json" };
import { hex } from "../testing/wire.js";
import { decodeDone, decodeError } from "./error.js";
import { NLMSG_DONE } from "./flags.js";
import { decodeFrames, type Frame } from "./frame.js";

const little = { order: "little" } as const;

function only(digits: string): Frame {
  const [frame] = decodeFrames(hex(digits), little).frames;
  if (frame === undefined) throw new Error("no message");
  return frame;
}

describe("what real kernels answered", () => {
  test.each(fixtures.map((fixture, i) => [`${i} ${fixture.kernel}: ${fixture.command}`, fixture] as const))(
    "%s",
    (_, fixture) => {
      const frame = only(fixture.hex);
      const { msg, offs, missType, missNest, ...decoded } =
        frame.header.type === NLMSG_DONE
          ? { ...decodeDone(frame, little).extack, errno: decodeDone(frame, little).status }
          : { ...decodeError(frame, little).extack, errno: decodeError(frame, little).errno };
      expect(decoded.errno).toBe(fixture.errno);
      expect(JSON.parse(JSON.stringify({ msg, offs, missType, missNest }))).toEqual(fixture.extack);
    },
  );
});

test("bytes that are too short are said so", () => {
  const header = { type: 2, flags: 0, sequence: 1, portId: 1 };
  expect(() => decodeError({ header, payload: hex("00000000") })).toThrow("NLMSG_ERROR takes 20 bytes, here are 4");
  expect(() => decodeDone({ header, payload: hex("0000") })).toThrow("NLMSG_DONE takes 4 bytes, here are 2");
  expect(decodeDone({ header, payload: hex("") })).toEqual({ status: 0, extack: {} });
});

test("attributes begin at a multiple of four behind an echoed request of any length", () => {
  // made by hand: a request of 17 bytes, so three bytes of padding before NLMSGERR_ATTR_MSG "x"
  const request = "11000000 5a000100 01000000 00000000 00000000";
  const payload = hex(`ffffffff ${request} 06000100 78000000`);
  const frame = { header: { type: 2, flags: 0x200, sequence: 1, portId: 1 }, payload };
  expect(decodeError(frame, little)).toEqual({
    errno: -1,
    request: { type: 90, flags: 1, sequence: 1, portId: 0 },
    extack: { msg: "x" },
  });
});

test("an acknowledgement that is capped has its attributes behind the echoed header", () => {
  const request = "ff000000 58000500 01000000 00000000";
  const frame = {
    header: { type: 2, flags: 0x300, sequence: 1, portId: 1 },
    payload: hex(`00000000 ${request} 06000100 78000000`),
  };
  expect(decodeError(frame, little).extack).toEqual({ msg: "x" });
});
