/**
 * pnpm coverage:attributes: compares the codec's tables with the kernel's headers and with its specifications (names,
 * numbers and types of both are in coverage/data), and with this machine's headers where it has some. Fails for
 * whatever is missing, numbered or typed otherwise and is not in coverage/exceptions.mjs with its reason. With --all it
 * prints what is complete as well.
 *
 * data/headers.json is what coverage/extract-headers.mjs makes of a tree of headers, data/specs.json the attributes of the
 * kernel's rt-*.yaml and nlctrl.yaml, data/newer.json what later kernels have (and AF_MPLS, which no UAPI header has).
 */
import { existsSync, readFileSync } from "node:fs";
import { compare } from "./coverage/compare.mjs";
import { readHeaders } from "./coverage/headers.mjs";
import { tablesOf } from "./coverage/tables.mjs";
import { root } from "./pnpm.mjs";

const built = `${root}/packages/netlink/dist/index.js`;
if (!existsSync(built)) {
  console.error("packages/netlink is not built: pnpm turbo run build --filter=@netns/netlink");
  process.exit(1);
}
const machine = "/usr/include";
/** @param {string} name */
const data = (name) => JSON.parse(readFileSync(`${root}/scripts/coverage/data/${name}.json`, "utf8"));

const { results, notes, summary, problems } = compare(tablesOf(await import(built)), {
  headers: data("headers"),
  newer: data("newer"),
  specs: data("specs"),
  machine: existsSync(`${machine}/linux/rtnetlink.h`) ? readHeaders(machine) : undefined,
});

for (const result of results) {
  if (result.problems.length === 0 && !process.argv.includes("--all")) continue;
  console.log(`${result.title}: ${result.declared} of ${result.total}`);
  for (const problem of result.problems) console.log(`  ${problem}`);
}
for (const note of notes) console.log(note);
console.log(summary);
process.exitCode = problems === 0 ? 0 : 1;
