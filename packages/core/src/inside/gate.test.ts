import { expect, test } from "vitest";
import { closeGate, makeGate, throughGate } from "./gate.js";

test("a gate lets one call through, whatever comes of it", () => {
  const gate = makeGate();
  expect(throughGate(gate, () => 7)).toBe(7);
  expect(throughGate(gate, () => 8)).toBe(undefined);
  // Nobody is waited for any more.
  closeGate(gate);
  const failing = makeGate();
  const fail = () => {
    throw new Error("mine");
  };
  expect(() => throughGate(failing, fail)).toThrow("mine");
  closeGate(failing);
});

test("and none once it is closed", () => {
  const gate = makeGate();
  closeGate(gate);
  expect(throughGate(gate, () => 7)).toBe(undefined);
});
