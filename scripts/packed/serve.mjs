/** Starts the packed netns-monitor's page on a unix socket, and fetches it with all that it needs. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { get } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

const socketPath = "/run/page";
const server = spawn("node_modules/.bin/netns-monitor", ["serve", "--listen", `unix:${socketPath}`], {
  stdio: ["ignore", "ignore", "inherit"],
});
const ended = once(server, "exit");

/** @param {string} path @returns {Promise<{ status: number | undefined, text: string }>} */
const fetchText = (path) =>
  new Promise((resolve, reject) => {
    get({ socketPath, path, headers: { host: "localhost" }, agent: false }, async (response) => {
      let text = "";
      for await (const chunk of response.setEncoding("utf8")) text += chunk;
      resolve({ status: response.statusCode, text });
    }).once("error", reject);
  });

try {
  for (;;) {
    try {
      await fetchText("/healthz");
      break;
    } catch (error) {
      assert.equal(server.exitCode, null, "the server has ended");
      if (error.code !== "ENOENT" && error.code !== "ECONNREFUSED") throw error;
      await sleep(20);
    }
  }
  const page = await fetchText("/");
  assert.equal(page.status, 200);
  assert.match(page.text, /<title>netns-monitor/);
  const assets = [...page.text.matchAll(/"(\/assets\/[^"]+)"/g)].map(([, path]) => path);
  assert.ok(assets.length >= 2, "a style and a script");
  for (const path of [...assets, "/healthz", "/metrics", "/api/v1/snapshot", "/api/v1/openapi.json"]) {
    const { status, text } = await fetchText(path);
    assert.equal(status, 200, path);
    assert.notEqual(text, "", path);
  }
  console.log("ok");
} finally {
  server.kill("SIGTERM");
  await ended;
}
