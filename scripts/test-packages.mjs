/**
 * Packs every package, installs the tarballs in an empty project outside the repository, and uses them there: as ES
 * modules and as CommonJS on every supported Node, type-checked under every resolution, the commands from
 * node_modules/.bin.
 */
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fetchNode, versions } from "./nodes.mjs";
import { build, pnpm, root } from "./pnpm.mjs";
import { add, closingLine } from "./summary.mjs";

build();

const { findSandbox, inSandbox } = await import(`${root}/packages/testing/dist/sandbox.js`);
const project = mkdtempSync(join(tmpdir(), "netns-packed-"));
const counts = { passed: 0, failed: 0, skipped: 0 };

/** @param {string} what @param {string[]} command @param {{ node?: string, expected?: RegExp }} [how] */
function check(what, [file = "", ...args], { node = process.execPath, expected = /^/ } = {}) {
  const env = { ...process.env, PATH: `${dirname(node)}:${process.env.PATH}` };
  const { status, stdout, stderr, error } = spawnSync(file, args, { cwd: project, env, encoding: "utf8" });
  const ok = status === 0 && expected.test(stdout);
  counts[ok ? "passed" : "failed"]++;
  console.log(`${ok ? "ok    " : "FAILED"} ${what}`);
  if (!ok) console.log(error ?? `status ${status}\n${stdout}${stderr}`);
}

try {
  if (
    pnpm(
      [
        "--recursive",
        "--filter=./packages/{netlink,syscall,rtnetlink,core}",
        "--filter=./apps/*",
        "exec",
        "pnpm",
        "pack",
        "--pack-destination",
        project,
      ],
      { quiet: true },
    ) !== 0
  ) {
    throw new Error("packing failed");
  }
  const tarballs = readdirSync(project).filter((name) => name.endsWith(".tgz"));
  writeFileSync(join(project, "package.json"), '{ "name": "empty", "private": true }');
  check(`npm installs ${tarballs.length} tarballs`, [
    "npm",
    "install",
    "--no-audit",
    "--no-fund",
    ...tarballs.map((name) => `./${name}`),
  ]);
  // npm links manuals only when it installs globally.
  const command = tarballs.find((name) => name.startsWith("netns-cli-"));
  const install = `npm install --global --prefix ./global --no-audit --no-fund --prefer-offline ./${command} >/dev/null`;
  const brought = "completions/netns.bash completions/_netns completions/netns.fish schema/netns.schema.json";
  check(
    "the manual page, completions and schema are installed",
    [
      "sh",
      "-c",
      `${install} && head -n 3 global/share/man/man1/netns.1 && cd global/lib/node_modules/@netns/cli && ls ${brought}`,
    ],
    { expected: /^\.Dt NETNS 1$/m },
  );
  for (const name of ["smoke.mjs", "smoke.cjs", "serve.mjs", "types.ts"])
    copyFileSync(`${root}/scripts/packed/${name}`, join(project, name));

  const sandbox = findSandbox();
  for (const version of versions) {
    const node = fetchNode(version);
    if (node === undefined || sandbox.kind === "none") {
      console.log(`skipped on node ${version}: ${sandbox.reason ?? "there is none for this machine"}`);
      counts.skipped++;
      continue;
    }
    /** @param {string[]} command */
    const inside = (command) => inSandbox(sandbox.kind, command);
    check(`node ${version}: ES modules`, inside([node, "smoke.mjs"]), { node, expected: /^ok$/m });
    check(`node ${version}: CommonJS`, inside([node, "smoke.cjs"]), { node, expected: /^ok$/m });
    check(`node ${version}: the page`, inside([node, "serve.mjs"]), { node, expected: /^ok$/m });
    const words =
      "netns add blue && netns set blue 7 && netns list && netns exec blue node --version && netns-monitor --version";
    check(`node ${version}: the commands`, inside(["sh", "-c", `PATH=${project}/node_modules/.bin:$PATH; ${words}`]), {
      node,
      expected: new RegExp(`^blue \\(id: 7\\)\nv${version}\nnetns-monitor `),
    });
  }

  const types = [
    "--noEmit",
    "--strict",
    "--exactOptionalPropertyTypes",
    "--target",
    "es2022",
    "--lib",
    "es2023,esnext.disposable",
    "--types",
    "node",
    "--typeRoots",
    `${root}/node_modules/@types`,
  ];
  for (const [module, resolution] of [
    ["node16", "node16"],
    ["nodenext", "nodenext"],
    ["esnext", "bundler"],
  ]) {
    for (const extension of ["mts", "cts"]) {
      // A bundler's CommonJS is no case of its own; top-level await is none of CommonJS.
      if (extension === "cts" && resolution === "bundler") continue;
      const file = `types-${resolution}.${extension}`;
      copyFileSync(join(project, "types.ts"), join(project, file));
      if (extension === "cts") spawnSync("sed", ["-i", "s/^for await (const event of .*$//", file], { cwd: project });
      check(`types: ${resolution} from a .${extension}`, [
        process.execPath,
        `${root}/node_modules/typescript/bin/tsc`,
        ...types,
        "--module",
        module,
        "--moduleResolution",
        resolution,
        file,
      ]);
    }
  }
} finally {
  rmSync(project, { recursive: true, force: true });
}
console.log(closingLine(add([counts])));
process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;
