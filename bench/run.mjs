/**
 * pnpm bench [--json] [--rounds N] [--nodes] [SCENARIO …]: times what is built, beside peers in the same run. NODE_* variables are
 * cleared (a bundle of certificates alone costs Node 20 tens of milliseconds at each start), and everything runs in a
 * sandbox. Compare ratios, never the milliseconds of two runs. With --nodes what is about start-up is done with every
 * supported Node.
 */
import { spawnSync } from "node:child_process";
import { arch, cpus, release } from "node:os";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { fetchNode, versions } from "../scripts/nodes.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "boolean", default: false },
    rounds: { type: "string", default: "40" },
    nodes: { type: "boolean", default: false },
    inside: { type: "boolean" },
  },
});

if (!values.inside) {
  const { findSandbox, inSandbox } = await import(`${root}/packages/testing/dist/sandbox.js`);
  const sandbox = findSandbox();
  if (sandbox.kind === "none") throw new Error(`no sandbox can be made here: ${sandbox.reason}`);
  // There is no network inside.
  if (values.nodes) for (const version of versions) fetchNode(version);
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("NODE_")));
  env["PATH"] = `${dirname(process.execPath)}:${env["PATH"]}`;
  const [file, ...args] = inSandbox(sandbox.kind, [process.execPath, ...process.argv.slice(1), "--inside"]);
  process.exitCode = spawnSync(file, args, { stdio: "inherit", env }).status ?? 1;
} else {
  const names = ["cli", "decode-nsids", "codec", "syscall", "rtnetlink", "core", "monitor"];
  const unknown = positionals.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Error(`no scenario "${unknown}": there are ${names.join(", ")}`);
  const machine = {
    node: process.version,
    kernel: release(),
    arch: arch(),
    cores: cpus().length,
    date: new Date().toISOString(),
  };
  const results = [];
  for (const name of positionals.length > 0 ? positionals : names) {
    const { title, run, print } = await import(`./scenarios/${name}.mjs`);
    results.push({
      name,
      title,
      rows: await run({ root, rounds: Number(values.rounds), allNodes: values.nodes }),
      print,
    });
  }
  if (values.json) console.log(JSON.stringify({ machine, results }, null, 2));
  else print(machine, results);
}

/**
 * @param {Record<string, unknown>} machine
 * @param {{ title: string, rows: any[], print?: (rows: any[]) => void }[]} results A scenario whose rows are not those
 *   of compare() prints them itself.
 */
function print(machine, results) {
  console.log(
    Object.entries(machine)
      .map(([key, value]) => `${key} ${value}`)
      .join(", "),
  );
  for (const { title, rows, print } of results) {
    if (print !== undefined) {
      print(rows);
      continue;
    }
    console.log(`\n${title.padEnd(48)}${"median".padStart(10)}${"minimum".padStart(10)}${"ratio".padStart(8)}`);
    for (const { name, median, minimum, ratio } of rows) {
      console.log(
        `  ${name.padEnd(46)}${median.toFixed(3).padStart(10)}${minimum.toFixed(3).padStart(10)}${ratio.toFixed(2).padStart(8)}`,
      );
    }
  }
}
