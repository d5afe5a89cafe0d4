import { describe, expect, expectTypeOf, test } from "vitest";
import { attr, attributes } from "../codec/attributes.js";
import { u8, u32 } from "../codec/integers.js";
import { enumeration } from "../codec/numbers.js";
import { text } from "../codec/text.js";
import { expectWire, hex, toHex } from "../testing/wire.js";
import { genlMessage } from "./generic.js";
import { ctrlMessage } from "./message.js";

const little = { order: "little" } as const;

// $ genl ctrl get name nlctrl     kernel 6.12, shortened
const family = `01 02 0000 0b000200 6e6c6374 726c0000 06000100 10000000
  18000600 14000200 08000100 0a000000 08000200 0c000000
  1c000700 18000100 08000200 10000000 0b000100 6e6f7469 66790000`;

test("a family, its commands and its multicast groups", () => {
  expect(ctrlMessage.decode(hex(family), little)).toEqual({
    header: { cmd: 1, version: 2 },
    attributes: {
      familyName: "nlctrl",
      familyId: 16,
      ops: [{ id: 10, flags: 0x0c }],
      mcastGroups: [{ name: "notify", id: 16 }],
    },
  });
});

describe("policies are found by their number", () => {
  // CTRL_CMD_GETPOLICY of team     kernel 6.12
  const policy = `0a 02 0000 06000100 1c000000
    34000880 30000080 2c000180 04000b00 0c000400 00000000 00000000 04000b00 0c000500 ffffffff 00000000
      08000100 04000000`;
  // the same of ethtool     kernel 6.12
  const ofCommand = "0a 02 0000 06000100 14000000 18000980 14000980 08000100 0b000000 08000200 0b000000";

  test("of a policy and of the attribute in it", () => {
    const { attributes } = ctrlMessage.decode(hex(policy), little);
    expect(attributes.policy).toEqual({ 0: { 1: { minValueU: 0n, maxValueU: 0xffffffffn, type: 4 } } });
    expectTypeOf(attributes.policy?.[0]?.[1]?.type).toEqualTypeOf<number | undefined>();
  });

  test("of a command", () => {
    expect(ctrlMessage.decode(hex(ofCommand), little).attributes.opPolicy).toEqual({ 9: { do: 11, dump: 11 } });
    expectWire(ctrlMessage, ofCommand, {
      header: { cmd: 10, version: 2 },
      attributes: [
        { name: "familyId", value: 20 },
        {
          name: "opPolicy",
          value: [
            {
              name: "9",
              value: [
                { name: "do", value: 11 },
                { name: "dump", value: 11 },
              ],
            },
          ],
        },
      ],
    });
  });

  test("an object is written by its keys", () => {
    const attributes = { familyId: 20, opPolicy: { 9: { do: 11, dump: 11 }, 10: undefined } };
    const payload = ctrlMessage.encode({ header: { cmd: 10, version: 2 }, attributes }, little);
    expect(toHex(payload)).toBe(toHex(hex(ofCommand)));
    const wrong = { opPolicy: { "-1": { do: 1 } } };
    expect(() => ctrlMessage.encode({ attributes: wrong })).toThrow("-1 is not an attribute's number (0 to 16383)");
  });

  test("an error says which one", () => {
    const short = "0a 02 0000 0f000980 0b000980 07000100 0b0000 00";
    expect(() => ctrlMessage.decode(hex(short), little)).toThrow("cannot decode ctrl.opPolicy.9.do at byte 16");
    expect(() => ctrlMessage.decodeList(hex(short), little)).toThrow("cannot decode ctrl.opPolicy.9.do at byte 16");
  });
});

describe("a family of one's own", () => {
  const devlinkAttributes = attributes("DEVLINK_ATTR", { busName: attr(1, text()), portIndex: attr(3, u32) });

  test("has the same header", () => {
    const devlink = genlMessage("devlink", 21, devlinkAttributes);
    expect(devlink.types).toEqual({ GENL_ID_DEVLINK: 21 });
    expectWire(devlink, "05 01 0000 08000100 70636900 08000300 07000000", {
      header: { cmd: 5, version: 1 },
      attributes: [
        { name: "busName", value: "pci" },
        { name: "portIndex", value: 7 },
      ],
    });
  });

  test("may name its commands", () => {
    const commands = enumeration(u8, { DEVLINK_CMD_GET: 1 });
    const devlink = genlMessage("devlink", 21, devlinkAttributes, commands);
    expect(devlink.header.fields.cmd.names).toEqual({ DEVLINK_CMD_GET: 1 });
    const { header, attributes } = devlink.decode(devlink.encode({ header: { cmd: 1 } }));
    expectTypeOf(header.cmd).toEqualTypeOf<number>();
    expectTypeOf(attributes.busName).toEqualTypeOf<string | undefined>();
  });
});
