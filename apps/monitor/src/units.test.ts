import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const units = fileURLToPath(new URL("../systemd/", import.meta.url));

const hasSystemd = spawnSync("systemd-analyze", ["--version"]).status === 0;
if (!hasSystemd) console.error("The units are not checked: systemd-analyze is missing: install systemd");

test.skipIf(!hasSystemd).each(["netns-monitor", "netns-monitor-hardened"])("systemd understands all of %s", (name) => {
  const folder = mkdtempSync(join(tmpdir(), "netns-units-"));
  try {
    // The command need not be installed here.
    const text = readFileSync(`${units}${name}.service`, "utf8").replace("ExecStart=netns-monitor", "ExecStart=true");
    writeFileSync(join(folder, `${name}.service`), text);
    const args = ["verify", "--man=no", join(folder, `${name}.service`)];
    const { status, stdout, stderr } = spawnSync("systemd-analyze", args, { encoding: "utf8" });
    expect({ status, said: stdout + stderr }).toEqual({ status: 0, said: "" });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
