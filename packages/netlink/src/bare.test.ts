import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { build } from "tsup";
import { expect, test } from "vitest";

test("the bundle runs where there is nothing but JavaScript itself", async () => {
  const outDir = mkdtempSync(join(tmpdir(), "netns-bare-"));
  try {
    await build({
      entry: { netlink: "src/index.ts" },
      format: ["iife"],
      globalName: "netlink",
      outDir,
      config: false,
      silent: true,
      platform: "neutral",
      target: "es2022",
      dts: false,
    });
    const code = readFileSync(join(outDir, "netlink.global.js"), "utf8");
    expect(code).not.toMatch(/node:|\brequire\(|\bimport\(/);
    // No Buffer, no process, no TextDecoder, not even a console.
    const context = createContext({});
    const program = `${code}
      const { nsidMessage, encodeFrame, decodeFrames, format } = netlink;
      const payload = nsidMessage.encode({ attributes: { nsid: -1 } });
      const bytes = encodeFrame({ type: 88, flags: 0, sequence: 1, portId: 0 }, payload);
      const [frame] = decodeFrames(bytes).frames;
      JSON.stringify([nsidMessage.decode(frame.payload), format(frame)]);`;
    expect(JSON.parse(runInContext(program, context))).toEqual([
      { header: { family: 0 }, attributes: { nsid: -1 } },
      "RTM_NEWNSID seq 1 port 0 family=0 NETNSA_NSID=-1",
    ]);
  } finally {
    rmSync(outDir, { recursive: true });
  }
});
