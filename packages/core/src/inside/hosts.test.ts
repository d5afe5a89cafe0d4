import { expect, test } from "vitest";
import { fromHosts } from "./hosts.js";

const text = "127.0.0.9 Seven seven.test # eight\n::7 seven\n# 127.0.0.8 seven\nno-address seven\n\n";

test("every line that has the name, in the file's order", () => {
  expect(fromHosts("SEVEN", text)).toEqual([
    { address: "127.0.0.9", family: 4 },
    { address: "::7", family: 6 },
  ]);
  expect(fromHosts("seven.test.", text)).toEqual([{ address: "127.0.0.9", family: 4 }]);
  expect(fromHosts("eight", text)).toEqual([]);
});

test("localhost is the loopback, unless the file says otherwise", () => {
  const loopback = [
    { address: "127.0.0.1", family: 4 },
    { address: "::1", family: 6 },
  ];
  expect(fromHosts("localhost", text)).toEqual(loopback);
  expect(fromHosts("a.localhost", "")).toEqual(loopback);
  expect(fromHosts("localhost", "127.0.0.2 localhost")).toEqual([{ address: "127.0.0.2", family: 4 }]);
});
