import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { Monitor } from "../../fixtures/monitor.js";
import { withServed } from "../../fixtures/served.js";
import { readToken } from "./token.js";

const TOKEN = "correct-horse-battery-staple";

function tokenFile(scratch: string, text = `${TOKEN}\n`, mode = 0o600): string {
  const path = `${scratch}/token`;
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

kernelTest("nothing is told without the token", async ({ runDir, scratch }) => {
  await withServed(runDir, ["--token-file", tokenFile(scratch)], async (served) => {
    const paths = ["/", "/assets/main.js", "/api/v1/snapshot", "/api/v1/events", "/metrics", "/healthz", "/nosuch"];
    const wrong = [
      {},
      { authorization: TOKEN },
      { authorization: `Basic ${TOKEN}` },
      { authorization: "Bearer" },
      { authorization: `Bearer ${TOKEN}x` },
      { authorization: `Bearer ${TOKEN.slice(1)}` },
      { authorization: `Bearer ${TOKEN} ${TOKEN}` },
      { cookie: `netns-monitor-${served.port}=${TOKEN}` },
    ];
    for (const path of paths) {
      for (const headers of wrong) {
        const reply = await served.ask(path, headers);
        expect([path, headers, reply.status]).toEqual([path, headers, 401]);
        expect(reply.headers["www-authenticate"]).toBe("Bearer");
        expect(reply.body).not.toContain(TOKEN);
      }
    }
    expect(await served.ask("/metrics", { authorization: `Bearer ${TOKEN}` })).toMatchObject({ status: 200 });
    expect(await served.ask("/metrics", { authorization: `bearer ${TOKEN}` })).toMatchObject({ status: 200 });
    // It does not stand in for the others.
    const elsewhere = { authorization: `Bearer ${TOKEN}`, host: "evil.example" };
    expect(await served.ask("/metrics", elsewhere)).toMatchObject({ status: 421 });
  });
});

kernelTest("a browser shows it once, and has a cookie from then on", async ({ runDir, scratch }) => {
  await withServed(runDir, ["--token-file", tokenFile(scratch)], async (served) => {
    for (const path of ["/?token=", "/?token=wrong", `/metrics?token=${TOKEN}`, `//?token=${TOKEN}`]) {
      const { status, headers } = await served.ask(path);
      expect([path, status]).toEqual([path, 401]);
      expect(headers).not.toHaveProperty("set-cookie");
    }
    const shown = await served.ask(`/?token=${TOKEN}`);
    expect(shown).toMatchObject({ status: 303, headers: { location: "/" } });
    const [cookie = "", ...attributes] = (shown.headers["set-cookie"] ?? "").split("; ");
    expect(attributes).toEqual(["Path=/", "HttpOnly", "SameSite=Strict"]);
    expect(cookie).toMatch(new RegExp(`^netns-monitor-${served.port}=[\\w-]{43}$`));
    // Whoever gets hold of it has not got the token.
    expect(cookie).not.toContain(TOKEN);
    const withOthers = `a=b; ${cookie}; c=d`;
    for (const path of ["/", "/api/v1/snapshot"]) {
      expect(await served.ask(path, { cookie: withOthers })).toMatchObject({ status: 200 });
    }
    expect(await served.ask("/", { cookie: `${cookie}x` })).toMatchObject({ status: 401 });
    expect(await served.ask("/", { cookie: `x${cookie}` })).toMatchObject({ status: 401 });
    // Here is no other run of the server.
    await withServed(runDir, ["--token-file", `${scratch}/token`], async (other) => {
      const value = cookie.replace(/^[^=]*/, `netns-monitor-${other.port}`);
      expect(await other.ask("/", { cookie: value })).toMatchObject({ status: 401 });
    });
  });
});

kernelTest("what is no secret is no token", ({ scratch }) => {
  mkdirSync(`${scratch}/directory`, { mode: 0o700 });
  execFileSync("mkfifo", ["-m", "600", `${scratch}/pipe`]);
  symlinkSync("token", `${scratch}/link`);
  const refused: readonly (readonly [path: () => string, reason: RegExp])[] = [
    [() => `${scratch}/nosuch`, /cannot be read: ENOENT/],
    [() => `${scratch}/directory`, /is no file/],
    [() => `${scratch}/pipe`, /is no file/],
    [() => tokenFile(scratch, ""), /no token in .*openssl rand/],
    [() => tokenFile(scratch, "\n\n"), /no token in/],
    [() => tokenFile(scratch, "fifteen-letters"), /shorter than 16/],
    [() => tokenFile(scratch, `${TOKEN}\n${TOKEN}\n`), /more than one line/],
    [() => tokenFile(scratch, `${TOKEN} with blanks`), /letters, digits/],
    [() => tokenFile(scratch, TOKEN, 0o604), /chmod 600/],
    [() => tokenFile(scratch, TOKEN, 0o602), /chmod 600/],
    [() => tokenFile(scratch, TOKEN, 0o620), /chmod 600/],
  ];
  for (const [path, reason] of refused) expect(() => readToken(path())).toThrow(reason);
  expect(readToken(tokenFile(scratch))).toBe(TOKEN);
  expect(readToken(tokenFile(scratch, TOKEN, 0o440))).toBe(TOKEN);
  expect(readToken(`${scratch}/link`)).toBe(TOKEN);
});

kernelTest("it does not start with a token that is none", async ({ runDir, scratch }) => {
  const monitor = new Monitor(runDir, ["serve", "--token-file", tokenFile(scratch, TOKEN, 0o644)]);
  expect(await monitor.ended()).toEqual({ code: 1, signal: null });
  expect(monitor.errors).toMatch(/^netns-monitor: others can read or write .*"chmod 600 .*"\n$/);
  expect(monitor.lines).toEqual([]);
});
