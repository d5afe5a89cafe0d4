/**
 * Runs the kernel tests on a second real kernel: Debian's User Mode Linux 6.1, an ordinary process. Installs it where
 * that can be done; says plainly where it cannot. Words choose: the first one suites, by a part of their name, the others
 * files. UML_LINUX is another kernel than `linux.uml`.
 */
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { needCommands } from "./apt.mjs";
import { build, root } from "./pnpm.mjs";
import { filesWithout, suites } from "./suites.mjs";
import { conclude, readReport } from "./summary.mjs";

build();

const SECONDS = 1200;
const [only = "", ...files] = process.argv.slice(2).filter((word) => !word.startsWith("--"));
/** The last one tries every kind of link, and so loads modules that stay. */
const isLast = (/** @type {string} */ name) => Number(name.includes("@netns/rtnetlink"));
const list = suites(root, ["kernel", "oracle"])
  .filter(({ name }) => name.includes(only))
  .sort((a, b) => isLast(a.name) - isLast(b.name));
/**
 * Starting a program takes UML a second, and the command's tests start hundreds: only its tour is run, and of the system
 * calls', core's and the monitor's tests not those that are about processes, unless `--all` asks for everything.
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
const slow = {
  "@netns/syscall": ["scoped", "readable-exit", "process/exec", "process/become-program"],
  "@netns/core": ["concurrency", "inside/parity"],
  "@netns/monitor": ["end", "letting-go", "main", "many", "rights", "serve"],
};

/** @param {import("./suites.mjs").Suite} suite */
function chosen(suite) {
  if (files.length > 0) return files;
  if (process.argv.includes("--all")) return [];
  return suite.name.includes("@netns/cli") ? ["readme"] : filesWithout(suite, slow);
}

const reason = needCommands(["linux.uml", "modprobe", "ip"], ["user-mode-linux", "kmod", "iproute2"]);
if (reason !== undefined) {
  console.log(`no second kernel: ${reason}`);
  console.log(`0 passed, 0 failed, ${list.length} skipped`);
} else {
  // Where nobody else writes, and without a comma or a blank, which the kernel's command line could not say.
  const control = mkdtempSync(join(tmpdir(), "netns-uml-"));
  try {
    const vitest = `${root}/node_modules/vitest/vitest.mjs`;
    const commands = list.map((suite, i) => {
      const words = ["run", ...chosen(suite), "--project", suite.project, `--outputFile.json=/run/control/${i}.json`];
      return `cd '${suite.folder}' && node '${vitest}' ${words.join(" ")}`;
    });
    const path = `${dirname(process.execPath)}:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`;
    writeFileSync(
      join(control, "command"),
      [`export HOME=/root PATH='${path}' CI=true`, "uname -r", ...commands].join("\n"),
    );
    copyFileSync(`${root}/scripts/uml/init.sh`, join(control, "init.sh"));
    const { stdout, stderr } = spawnSync("bash", [`${root}/scripts/uml/boot.sh`, control, String(SECONDS)], {
      encoding: "utf8",
    });
    const output = existsSync(join(control, "output")) ? readFileSync(join(control, "output"), "utf8") : "";
    const runs = list.map(({ name }, i) => readReport(`second kernel: ${name}`, join(control, `${i}.json`)));
    if (runs.some(({ failed }) => failed > 0)) console.log(`${output}\n${stdout}${stderr}`);
    else console.log(`kernel ${output.split("\n")[0]}`);
    conclude(runs, existsSync(join(control, "status")) ? [] : ["the second kernel did not come to its end"]);
  } finally {
    rmSync(control, { recursive: true, force: true });
  }
}
