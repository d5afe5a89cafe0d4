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
    const program = `${code}
      const { nsidMessage, linkMessage, encodeFrame, decodeFrames, format } = netlink;
      const link = { ifname: "eth0", linkinfo: { kind: "vlan", data: { id: 5 } }, altIfname: undefined };
      const encoded = linkMessage.encode({ attributes: link });
      // Often enough that code would be generated where that is allowed.
      const links = Array.from({ length: 50 }, () => linkMessage.decode(encoded).attributes.linkinfo.data.id);
      const payload = nsidMessage.encode({ attributes: { nsid: -1 } });
      const bytes = encodeFrame({ type: 88, flags: 0, sequence: 1, portId: 0 }, payload);
      const [frame] = decodeFrames(bytes).frames;
      JSON.stringify([nsidMessage.decode(frame.payload), format(frame), links.every((id) => id === 5)]);`;
    for (const strings of [true, false]) {
      // No Buffer, no process, no TextDecoder, not even a console; and the second time no making of code from text.
      const context = createContext({}, { codeGeneration: { strings, wasm: false } });
      expect(JSON.parse(runInContext(program, context))).toEqual([
        { header: { family: 0 }, attributes: { nsid: -1 } },
        "RTM_NEWNSID seq 1 port 0 family=0 NETNSA_NSID=-1",
        true,
      ]);
    }
  } finally {
    rmSync(outDir, { recursive: true });
  }
});
