import { expect, test } from "vitest";
import { isLoopback, parseListenAddress } from "./address.js";

test.each([
  ["127.0.0.1:7788", { kind: "tcp", host: "127.0.0.1", port: 7788 }],
  ["localhost:0", { kind: "tcp", host: "localhost", port: 0 }],
  ["[::1]:65535", { kind: "tcp", host: "::1", port: 65_535 }],
  ["unix:/run/a:b", { kind: "unix", path: "/run/a:b" }],
])("%s", (text, address) => {
  expect(parseListenAddress(text)).toEqual(address);
});

test.each([
  ["7788", "no place to listen"],
  ["::1:7788", "no place to listen"],
  ["http://127.0.0.1:7788", "no place to listen"],
  ["127.0.0.1:", '"" is no port'],
  ["127.0.0.1:http", '"http" is no port'],
  ["127.0.0.1:65536", '"65536" is no port'],
  ["127.0.0.1:-1", '"-1" is no port'],
  ["[127.0.0.1]:80", "no IPv6 address"],
  ["[]:80", "no IPv6 address"],
  ["unix:", "wants the path"],
  [`unix:/${"x".repeat(107)}`, "no more than 107 bytes"],
])("%s is refused", (text, reason) => {
  expect(() => parseListenAddress(text)).toThrow(reason);
});

test.each(["localhost", "127.0.0.1", "127.8.9.10", "::1", "::ffff:127.0.0.1"])("%s is loopback", (host) => {
  expect(isLoopback(host)).toBe(true);
});

// The last ones are names that anybody can have made.
test.each(["0.0.0.0", "::", "192.0.2.1", "127.0.0.1.example", "127.1", "localhost.example"])("%s is not", (host) => {
  expect(isLoopback(host)).toBe(false);
});
