import { expect, test } from "vitest";
import { format } from "./format.js";
import { decodeFrames } from "./message/frame.js";
import { hex } from "./testing/wire.js";

const show = (digits: string) =>
  decodeFrames(hex(digits), { order: "little" }).frames.map((frame) =>
    format(frame, { order: "little", errnoName: (errno) => (errno === -17 ? "EEXIST" : `E${-errno}`) }),
  );

test("a message on one line, in the kernel's names", () => {
  expect(show("24000000 58000500 15a1046b 00000000 00000000 08000300 06000000 08000100 63000000")).toEqual([
    "RTM_NEWNSID seq 1795465493 port 0 [NLM_F_REQUEST NLM_F_ACK] family=0 NETNSA_FD=6 NETNSA_NSID=99",
  ]);
});

test("answers", () => {
  expect(show("24000000 02000001 05000000 01000000 efffffff 24000000 58000500 05000000 00000000")).toEqual([
    "NLMSG_ERROR seq 5 port 1 [NLM_F_CAPPED] EEXIST of seq 5",
  ]);
  expect(show("14000000 03000200 05000000 01000000 00000000")).toEqual(["NLMSG_DONE seq 5 port 1 [NLM_F_MULTI] ok"]);
});

test("what is unknown or malformed is shown in hexadecimal", () => {
  expect(show("14000000 e7030000 05000000 01000000 aabbccdd")).toEqual(["type 999 seq 5 port 1 0xaabbccdd"]);
  expect(show("1c000000 58000000 05000000 01000000 00000000 06006300 abcd0000")).toEqual([
    "RTM_NEWNSID seq 5 port 1 family=0 NETNSA(99)=0xabcd",
  ]);
  expect(show("18000000 58000000 05000000 01000000 00000000 03000100")[0]).toContain(
    "0x0000000003000100 (cannot decode at byte 4",
  );
});
