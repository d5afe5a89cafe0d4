/** publint for a package whose command begins with `#!/bin/sh`: publint knows only /usr/bin/env, which is one more program to start. */
import { readFileSync } from "node:fs";
import { publint } from "publint";
import { formatMessage } from "publint/utils";

const pkg = JSON.parse(readFileSync("package.json", "utf8"));
const { messages } = await publint({ pkgDir: ".", strict: true, pack: "pnpm" });
const problems = messages
  .filter(({ code }) => code !== "BIN_FILE_NOT_EXECUTABLE")
  .map((message) => formatMessage(message, pkg, { color: false }) ?? message.code);
for (const [name, path] of Object.entries(pkg.bin)) {
  if (!/^#!(\/bin\/sh|\/usr\/bin\/env node)\n/.test(readFileSync(path, "utf8")))
    problems.push(`${name}: ${path} has no #! line`);
}
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
