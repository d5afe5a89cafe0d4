import { readFileSync } from "node:fs";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { parseReply, type Reply, type Served, withServed } from "../../fixtures/served.js";
import { securityHeaders } from "./headers.js";

/** Whatever is answered has them, and says nothing of how it was made. */
function expectHarmless(reply: Reply): void {
  const { "cache-control": _, ...always } = securityHeaders;
  expect(reply.headers).toMatchObject(always);
  expect(reply.headers["cache-control"]).toMatch(/^no-(store|cache)$/);
  expect(reply.headers).not.toHaveProperty("x-powered-by");
  expect(reply.headers).not.toHaveProperty("access-control-allow-origin");
  if (reply.status >= 400) expect(Object.keys(JSON.parse(reply.body))).toEqual(["error"]);
  expect(reply.body).not.toMatch(/\bat .*\.c?js:\d+/);
}

async function expectStatus(served: Served, status: number, ...request: Parameters<Served["ask"]>): Promise<Reply> {
  const reply = await served.ask(...request);
  expect([request, reply.status]).toEqual([request, status]);
  expectHarmless(reply);
  return reply;
}

kernelTest("what it is called, who asks and how is checked, whatever is asked for", async ({ runDir }) => {
  await withServed(runDir, ["--host", "monitor.example"], async (served) => {
    for (const path of ["/", "/api/v1/snapshot", "/api/v1/events", "/metrics", "/nosuch", "/assets/main.js"]) {
      await expectStatus(served, 421, path, { host: "evil.example" });
      await expectStatus(served, 421, path, { host: `evil.example:${served.port}` });
      await expectStatus(served, 421, path, { host: undefined });
      await expectStatus(served, 403, path, { origin: "http://evil.example" });
      await expectStatus(served, 403, path, { origin: "null" });
      await expectStatus(served, 403, path, { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" });
      for (const method of ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "PATCH"]) {
        const { headers } = await expectStatus(served, 405, path, {}, method);
        expect(headers).toMatchObject({ allow: "GET, HEAD", connection: "close" });
      }
    }
    await expectStatus(served, 200, "/api/v1/openapi.json", { host: "monitor.example" });
    await expectStatus(served, 200, "/api/v1/openapi.json", {
      host: `localhost:${served.port}`,
      origin: `http://${served.host}`,
    });
  });
});

kernelTest("HEAD is GET without what it says", async ({ runDir }) => {
  await withServed(runDir, [], async (served) => {
    for (const path of ["/", "/api/v1/snapshot", "/api/v1/openapi.json", "/api/v1/openapi.json", "/nosuch"]) {
      const get = await served.ask(path);
      const head = await served.ask(path, {}, "HEAD");
      expect(head.body).toBe("");
      expect([path, head.status]).toEqual([path, get.status]);
      expect(head.headers["content-length"]).toBe(String(Buffer.byteLength(get.body, "latin1")));
      expect(head.headers["content-type"]).toBe(get.headers["content-type"]);
    }
    const events = await served.ask("/api/v1/events", {}, "HEAD");
    expect(events).toMatchObject({ status: 200, headers: { "content-type": "text/event-stream; charset=utf-8" } });
    // Nobody knows how long it will be.
    expect(events.headers).not.toHaveProperty("content-length");
    const refused = parseReply(await served.send(`HEAD / HTTP/1.1\r\nhost: evil\r\n\r\n`));
    expect(refused).toMatchObject({ status: 421, body: "" });
  });
});

kernelTest("the page is served, and told apart by its contents", async ({ runDir }) => {
  await withServed(runDir, [], async (served) => {
    const page = await expectStatus(served, 200, "/");
    expect(page.headers["content-type"]).toBe("text/html; charset=utf-8");
    const names = [...page.body.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) {
      const { headers } = await expectStatus(served, 200, `/${name}`);
      const again = await expectStatus(served, 304, `/${name}`, { "if-none-match": headers["etag"] });
      expect(again.body).toBe("");
    }
  });
});

kernelTest("no path leads to another file", async ({ runDir }) => {
  const secret = readFileSync("/etc/passwd", "latin1").split("\n")[0] ?? "";
  expect(secret).not.toBe("");
  await withServed(runDir, [], async (served) => {
    const up = "../".repeat(12);
    const paths = [
      `/${up}etc/passwd`,
      `/assets/${up}etc/passwd`,
      `/assets/..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd`,
      `/assets/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd`,
      `/assets/%252e%252e%252f%252e%252e%252fetc%252fpasswd`,
      `/assets/..\\..\\..\\..\\..\\etc\\passwd`,
      `/assets/..%5c..%5c..%5cetc%5cpasswd`,
      `/assets//etc/passwd`,
      `/assets/%2fetc%2fpasswd`,
      `//etc/passwd`,
      `/assets/main.js%00.css`,
      `/assets/..%c0%af..%c0%afetc/passwd`,
      `/assets/....//....//etc/passwd`,
      `/assets/__proto__`,
      `/assets/constructor`,
      `/assets/../netns-monitor.cjs`,
      `/netns-monitor.cjs`,
      `http://${served.host}/${up}etc/passwd`,
      `file:///etc/passwd`,
      `/api/v1/namespaces/${up}etc/processes`,
      `/api/v1/namespaces/..%2f..%2f1/processes`,
      `/assets/${"a".repeat(5000)}`,
    ];
    for (const path of paths) {
      const reply = await served.ask(path);
      expect([path, reply.status]).toEqual([
        path,
        expect.toSatisfy((status: number) => status === 404 || status === 400),
      ]);
      expect(reply.body).not.toContain(secret);
      expectHarmless(reply);
    }
  });
});

kernelTest("what is no request is refused, and hurts nobody else", async ({ runDir }) => {
  await withServed(runDir, ["--request-timeout", "3"], async (served) => {
    const host = `host: ${served.host}\r\n`;
    const cases: readonly (readonly [request: string, status: number])[] = [
      ["nonsense\r\n\r\n", 400],
      ["\0\x01\x02\xff\r\n\r\n", 400],
      ["FOO / HTTP/1.1\r\n\r\n", 400],
      [`GET / HTTP/1.1\r\n${host}x: ${"y".repeat(20_000)}\r\n\r\n`, 431],
      [`GET /${"y".repeat(20_000)} HTTP/1.1\r\n${host}\r\n`, 431],
      [`GET / HTTP/1.1\r\n${host}${"x: yyyy\r\n".repeat(5000)}\r\n`, 431],
      [`GET / HTTP/1.1\r\n${host}host: evil.example\r\n\r\n`, 400],
      [`GET / HTTP/1.1\r\n${host}bad header\r\n\r\n`, 400],
      [`GET / HTTP/1.1\r\n${host}x: a\0b\r\n\r\n`, 400],
      [`GET /%zz HTTP/1.1\r\n${host}connection: close\r\n\r\n`, 400],
      [`GET / HTTP/1.1\r\n${host}expect: miracles\r\n\r\n`, 417],
      [`GET / HTTP/1.1\r\n${host}content-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`, 400],
      [`PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n`, 400],
      // Less than one, for as long as it may take.
      ["", 408],
      [`GET / HTTP/1.1\r\n${host}`, 408],
    ];
    const texts = await Promise.all(cases.map(([request]) => served.send(request)));
    for (const [i, [request, status]] of cases.entries()) {
      const reply = parseReply(texts[i] ?? "");
      const shown = request.slice(0, 60);
      expect([shown, reply.status]).toEqual([shown, status]);
      expectHarmless(reply);
    }
    await expectStatus(served, 200, "/api/v1/openapi.json");
    expect(served.monitor.errors).toBe("");
  });
});

kernelTest("nothing else than requests is spoken, and nobody is led elsewhere", async ({ runDir }) => {
  await withServed(runDir, [], async (served) => {
    expect(await served.send(`CONNECT ${served.host} HTTP/1.1\r\nhost: ${served.host}\r\n\r\n`)).toBe("");
    const upgrade = { connection: "upgrade, close", upgrade: "websocket" };
    await expectStatus(served, 200, "/api/v1/openapi.json", upgrade);
    await expectStatus(served, 421, "/api/v1/openapi.json", { ...upgrade, host: "evil.example" });
  });
});

kernelTest(
  "behind a request that is answered, garbage ends the connection; many at once do, too",
  async ({ runDir }) => {
    await withServed(runDir, [], async (served) => {
      const request = `GET /api/v1/openapi.json HTTP/1.1\r\nhost: ${served.host}\r\n\r\n`;
      await served.send(`${request}garbage\r\n\r\n`);
      const events = `GET /api/v1/events HTTP/1.1\r\nhost: ${served.host}\r\n\r\n`;
      expect(await served.send(events.repeat(100))).not.toContain("HTTP/1.1 5");
      const head = request.replace(/\r\n$/, "content-length: 100000\r\nconnection: close\r\n\r\n");
      expect(parseReply(await served.send(head + "x".repeat(100_000)))).toMatchObject({ status: 200 });
      await expectStatus(served, 200, "/api/v1/openapi.json");
      await expect.poll(() => served.metric("netns_clients"), { timeout: 20_000 }).toBe(0);
    });
  },
);
