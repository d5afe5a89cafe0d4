import { join } from "node:path";
import { commandNames } from "../src/commands/names";
import { type Part, parts } from "../src/part";
import { leaveOut, loadLater, replace } from "./leave-out";
import type { Esbuild, Plugin } from "./plugin";
import { allCalls, onlyCalls, usedCalls } from "./used-calls";

const packages = ["netlink", "syscall", "rtnetlink", "core"];
const sourceOf = (name: string) => join(process.cwd(), `../../packages/${name.replace("/", "/src/")}.ts`);

const SYSTEM = sourceOf("syscall/system");
/** Needed seldom, and each a part of its own. */
const LATER = {
  hint: { file: sourceOf("core/hint"), functions: ["hintOf"] },
  "ask-nsids": { file: sourceOf("core/ask-nsids"), functions: ["askNsid", "askForAny", "askToList", "askToSet"] },
};
/** Nothing in the command asks for it: `monitor` tells of names only. What watches ids knows links and routes as well. */
const UNUSED = ["rtnetlink/verbs/link/raise-loopback", "core/watch/nsids-feed"].map(sourceOf);
/** What only some have: part.ts sees from the options when it is needed. */
const OVERLAY = sourceOf("core/overlay");
const ONLY_IN_WHOLE = ["src/batch/run.ts", "src/as-ip/hand-over.ts"];

/** Builds the parts beside the beginning of the command, when that is built. See src/part.ts. */
export function withParts(version: string): Plugin {
  return {
    name: "parts",
    setup({ esbuild, onEnd }) {
      onEnd(async () => {
        const define = { VERSION: JSON.stringify(version) };
        const later = Object.entries(LATER);
        const loaded = later.map(([part, { file, functions }]) => loadLater(file, part, functions));
        const all: Part[] = [...(Object.keys(parts) as (keyof typeof parts)[]), "whole"];
        await Promise.all([
          ...all.map((part) => {
            const plugins = [...loaded, leaveOut(leftOut(part))];
            return build({ esbuild, part, entry: "src/main.ts", define, plugins });
          }),
          ...later.map(([part, { file }]) => build({ esbuild, part, entry: file, plugins: [] })),
        ]);
      });
    },
  };
}

interface Build {
  readonly esbuild: Esbuild;
  readonly part: string;
  readonly entry: string;
  readonly define?: Readonly<Record<string, string>>;
  readonly plugins: readonly Plugin[];
}

/** For parts that ask for it only: it takes as long as making a socket. */
const IMPORT_META_URL = 'var importMetaUrl = "file://" + encodeURI(__filename).replace(/[?#]/g, encodeURIComponent);';

async function build({ esbuild, part, entry, define, plugins }: Build): Promise<void> {
  const calls = allCalls(SYSTEM);
  const bundle = (used: ReadonlySet<string>, isLast: boolean, banner = "") =>
    esbuild.build({
      entryPoints: [entry],
      outfile: `dist/parts/${part}.cjs`,
      bundle: true,
      // From the sources, so that whole modules fall away. A built package is one module.
      alias: Object.fromEntries(packages.map((name) => [`@netns/${name}`, sourceOf(`${name}/index`)])),
      external: ["koffi"],
      platform: "node",
      format: "cjs",
      target: "node20",
      // As in tsup.base.ts.
      supported: { using: false },
      define: { ...define, "import.meta.url": "importMetaUrl" },
      banner: { js: banner },
      plugins: [
        ...plugins,
        replace(sourceOf("syscall/koffi"), join(process.cwd(), "src/koffi.ts")),
        onlyCalls(SYSTEM, used),
      ],
      minify: isLast,
      write: isLast,
      logLevel: "error",
    });
  let used = new Set<string>();
  let text = "";
  // A call that is let in may bring others along.
  for (let before = -1; before !== used.size; ) {
    before = used.size;
    const { outputFiles = [] } = await bundle(used, false);
    text = outputFiles[0]?.text ?? "";
    used = usedCalls(text, calls);
  }
  await bundle(used, true, text.includes("importMetaUrl") ? IMPORT_META_URL : "");
}

function leftOut(part: Part): Set<string> {
  if (part === "whole") return new Set(UNUSED);
  const inside: readonly string[] = parts[part];
  // The help is made when the program starts; its texts are loaded when it is asked for.
  const others = commandNames.filter((name) => !inside.includes(name) && name !== "help");
  const texts = inside.includes("help") ? [] : ["src/help.ts"];
  const ours = [...ONLY_IN_WHOLE, ...texts, ...others.map((name) => `src/commands/${name}.ts`)];
  return new Set([...UNUSED, ...(part === "exec" ? [] : [OVERLAY]), ...ours.map((file) => join(process.cwd(), file))]);
}
