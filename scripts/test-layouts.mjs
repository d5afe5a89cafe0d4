/**
 * Compares the constants and structures of @netns/syscall with the headers of musl and of aarch64 as well; installs their
 * compilers where that can be done. With the machine's own compiler they are compared by every `npm test`.
 */
import { needCommands } from "./apt.mjs";
import { root } from "./pnpm.mjs";
import { runSuites, suites } from "./suites.mjs";
import { conclude } from "./summary.mjs";

const reason = needCommands(
  ["cc", "musl-gcc", "aarch64-linux-gnu-gcc"],
  ["gcc", "libc6-dev", "linux-libc-dev", "musl-tools", "gcc-aarch64-linux-gnu", "libc6-dev-arm64-cross"],
);
if (reason !== undefined) console.log(`Not all headers can be compared: ${reason}`);
const syscall = suites(root, ["unit"]).filter(({ name }) => name.startsWith("@netns/syscall "));
conclude(await runSuites("headers of other machines:", syscall, { only: "src/layout.test.ts" }));
