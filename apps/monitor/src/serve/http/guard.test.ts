import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { Guard } from "./guard.js";

const loopback = { localAddress: "127.0.0.1", localPort: 7788 };

function request(headers: object, more: object = {}): IncomingMessage {
  return {
    method: "GET",
    url: "/",
    headers: { host: "localhost:7788", ...headers },
    headersDistinct: {},
    socket: loopback,
    ...more,
  } as IncomingMessage;
}

const guard = new Guard({ kind: "tcp", host: "127.0.0.1", port: 7788 }, ["monitor.example", "other:8080", "proxy:443"]);

test.each([
  ["localhost:7788"],
  ["LOCALHOST:7788"],
  ["127.0.0.1:7788"],
  ["[::1]:7788"],
  ["monitor.example"],
  ["monitor.example:443"],
  ["other:8080"],
  ["proxy:443"],
  // Browsers leave out what goes without saying.
  ["proxy"],
])("Host: %s", (host) => {
  expect(guard.refusal(request({ host }))).toBeUndefined();
  expect(guard.refusal(request({ host, origin: `http://${host}` }))).toBeUndefined();
  expect(guard.refusal(request({ host, origin: `https://${host}` }))).toBeUndefined();
});

test.each([
  [undefined],
  [""],
  ["localhost"],
  ["localhost:7789"],
  ["localhost:7788.evil.example"],
  ["evil.example:7788"],
  ["127.0.0.1.evil.example:7788"],
  ["localhost:7788@evil.example"],
  ["monitor.example.evil.example"],
  ["xmonitor.example"],
  ["other"],
  ["192.0.2.1:7788"],
])("Host: %s is refused", (host) => {
  expect(guard.refusal(request({ host }))?.status).toBe(421);
});

test.each([
  ["null"],
  ["http://evil.example"],
  ["http://localhost"],
  ["file://localhost:7788"],
  ["localhost:7788"],
  [""],
])("Origin: %s is refused", (origin) => {
  expect(guard.refusal(request({ origin }))?.status).toBe(403);
});

test("the address that a connection came to is a name of it, by its own port", () => {
  const everywhere = new Guard({ kind: "tcp", host: "0.0.0.0", port: 7788 }, []);
  const socket = { localAddress: "::ffff:192.0.2.1", localPort: 7788 };
  expect(everywhere.refusal(request({ host: "192.0.2.1:7788" }, { socket }))).toBeUndefined();
  expect(everywhere.refusal(request({ host: "192.0.2.2:7788" }, { socket }))?.status).toBe(421);
  const v6 = { localAddress: "2001:db8::1", localPort: 7788 };
  expect(everywhere.refusal(request({ host: "[2001:db8::1]:7788" }, { socket: v6 }))).toBeUndefined();
});

test("port 80 need not be said", () => {
  const web = new Guard({ kind: "tcp", host: "127.0.0.1", port: 80 }, []);
  expect(web.refusal(request({ host: "localhost" }))).toBeUndefined();
});

test("a unix socket is called localhost, by whatever port", () => {
  const unix = new Guard({ kind: "unix", path: "/run/s" }, []);
  expect(unix.refusal(request({ host: "localhost" }, { socket: {} }))).toBeUndefined();
  expect(unix.refusal(request({ host: "localhost:8080" }, { socket: {} }))).toBeUndefined();
  expect(unix.refusal(request({ host: "evil.example" }, { socket: {} }))?.status).toBe(421);
});

test("a page of another site may lead here, and not ask", () => {
  const site = { "sec-fetch-site": "cross-site" };
  const followed = { ...site, "sec-fetch-mode": "navigate" };
  expect(guard.refusal(request(followed))).toBeUndefined();
  expect(guard.refusal(request({ ...followed, "sec-fetch-dest": "document" }))).toBeUndefined();
  // Each of these in a page would read events, or a snapshot, before the browser sees that it is in no frame.
  for (const dest of ["iframe", "frame", "embed", "object"]) {
    expect(guard.refusal(request({ ...followed, "sec-fetch-dest": dest }))?.status).toBe(403);
  }
  expect(guard.refusal(request({ ...site, "sec-fetch-mode": "no-cors" }))?.status).toBe(403);
  expect(guard.refusal(request({ "sec-fetch-site": "same-origin", "sec-fetch-mode": "cors" }))).toBeUndefined();
});

test.each([
  [{ method: "POST" }, 405],
  [{ method: "OPTIONS", url: "*" }, 405],
  [{ url: "http://localhost:7788/" }, 400],
  [{ url: "*" }, 400],
])("%o is refused", (more, status) => {
  expect(guard.refusal(request({}, more))?.status).toBe(status);
});
