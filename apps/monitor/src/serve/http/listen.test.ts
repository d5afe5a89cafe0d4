import { expect, test } from "vitest";
import { passedDescriptor, shownAddress } from "./listen.js";

test("a socket is passed to the process that is named, and to no other", () => {
  expect(passedDescriptor({ LISTEN_PID: "12", LISTEN_FDS: "1" }, 12)).toBe(3);
  expect(passedDescriptor({ LISTEN_PID: "13", LISTEN_FDS: "1" }, 12)).toBeUndefined();
  expect(passedDescriptor({ LISTEN_PID: "12" }, 12)).toBeUndefined();
  expect(passedDescriptor({ LISTEN_FDS: "1" }, 12)).toBeUndefined();
  expect(() => passedDescriptor({ LISTEN_PID: "12", LISTEN_FDS: "2" }, 12)).toThrow("2 were passed");
});

test.each([
  [{ kind: "tcp", host: "127.0.0.1", port: 7788 } as const, "http://127.0.0.1:7788/"],
  [{ kind: "tcp", host: "::1", port: 80 } as const, "http://[::1]:80/"],
  [{ kind: "unix", path: "/run/s" } as const, "unix:/run/s"],
])("%o is shown as %s", (address, text) => {
  expect(shownAddress(address)).toBe(text);
});
