import { expect, test } from "vitest";
import { decodeWaitStatus } from "./wait-status.js";

test.each([
  [0x0000, { code: 0 }],
  [0x0300, { code: 3 }],
  [0xff00, { code: 255 }],
  [0x0009, { signal: 9, coreDumped: false }],
  [0x008b, { signal: 11, coreDumped: true }],
  [0x0022, { signal: 34, coreDumped: false }],
  [0x0040, { signal: 64, coreDumped: false }],
  [0x137f, { stopped: 19 }],
  [0x147f, { stopped: 20 }],
  // Traced: the event stands above the signal.
  [0x4_057f, { stopped: 5 }],
  [0xffff, { continued: true }],
] as const)("%i", (word, status) => {
  expect(decodeWaitStatus(word)).toEqual(status);
});
