/**
 * Writes data/headers.json: node scripts/coverage/extract-headers.mjs VERSION FOLDER, where FOLDER holds
 * linux/rtnetlink.h. The version in use is from Debian's linux-source-6.12, include/uapi.
 */
import { writeFileSync } from "node:fs";
import { root, tool } from "../pnpm.mjs";
import { readHeaders } from "./headers.mjs";

const [version = "", folder = ""] = process.argv.slice(2);
const path = `${root}/scripts/coverage/data/headers.json`;
writeFileSync(path, JSON.stringify({ version, ...readHeaders(folder) }));
process.exitCode = tool("biome", ["format", "--write", path]);
