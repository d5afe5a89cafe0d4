import { join } from "node:path";
import { type Part, parts } from "../src/part";
import { instead, loadedFrom, never } from "./instead";
import type { Esbuild, Plugin } from "./plugin";
import { SystemCalls } from "./system-calls";

const sourceOf = (name: string) => join(process.cwd(), `../../packages/${name.replace("/", "/src/")}.ts`);

/** From the sources, so that whole modules fall away. A built package is one module. */
const SOURCES = {
  "@netns/netlink": sourceOf("netlink/index"),
  "@netns/syscall": sourceOf("syscall/index"),
  "@netns/rtnetlink": sourceOf("rtnetlink/index"),
  "@netns/core": sourceOf("core/index"),
  "@netns/core/visible": sourceOf("core/visible"),
};

const SYSTEM = sourceOf("syscall/system");
/** Needed seldom, and each a part of its own. */
const LATER = {
  hint: { file: sourceOf("core/hint"), functions: ["hintOf"] },
  "ask-nsids": { file: sourceOf("core/ask-nsids"), functions: ["askNsid", "askForAny", "askToList", "askToSet"] },
};
const QUICK_KOFFI = { [sourceOf("syscall/koffi")]: 'export { loadKoffi } from "../../../apps/cli/src/koffi";' };
/** Options of core's that no subcommand gives: `loopbackUp`, and `nsids` of a watch, which knows links and routes as well. */
const UNUSED = {
  [sourceOf("rtnetlink/verbs/link/raise-loopback")]: never("raiseLoopback"),
  [sourceOf("core/watch/nsids-feed")]: never("NsidsFeed"),
};

/** Builds the parts beside the beginning of the command, when that is built. See src/part.ts. */
export function withParts(version: string): Plugin {
  return {
    name: "parts",
    setup({ esbuild, onEnd }) {
      onEnd(async () => {
        const later = Object.entries(LATER);
        const loaded = later.map(([part, { file, functions }]) => [file, loadedFrom(part, functions)]);
        const texts = { ...QUICK_KOFFI, ...UNUSED, ...Object.fromEntries(loaded) };
        const names: Part[] = [...(Object.keys(parts) as (keyof typeof parts)[]), "whole"];
        await Promise.all([
          ...names.map((part) => build({ esbuild, part, entry: `src/parts/${part}.ts`, version, texts })),
          ...later.map(([part, { file }]) => build({ esbuild, part, entry: file, version, texts: QUICK_KOFFI })),
        ]);
      });
    },
  };
}

interface Build {
  readonly esbuild: Esbuild;
  readonly part: string;
  readonly entry: string;
  readonly version: string;
  /** Of modules that are replaced. */
  readonly texts: Readonly<Record<string, string>>;
}

/** For parts that ask for it only: it takes as long as making a socket. */
const IMPORT_META_URL = 'var importMetaUrl = "file://" + encodeURI(__filename).replace(/[?#]/g, encodeURIComponent);';

async function build({ esbuild, part, entry, version, texts }: Build): Promise<void> {
  const calls = new SystemCalls(SYSTEM);
  const bundle = (used: ReadonlySet<string>, isLast: boolean, banner = "") =>
    esbuild.build({
      entryPoints: [entry],
      outfile: `dist/parts/${part}.cjs`,
      bundle: true,
      alias: SOURCES,
      external: ["koffi", "./*.cjs"],
      platform: "node",
      format: "cjs",
      target: "node20",
      // As in tsup.base.ts.
      supported: { using: false },
      define: { VERSION: JSON.stringify(version), "import.meta.url": "importMetaUrl" },
      banner: { js: banner },
      plugins: [instead({ ...texts, [SYSTEM]: calls.only(used) })],
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
    used = calls.usedIn(text);
  }
  await bundle(used, true, text.includes("importMetaUrl") ? IMPORT_META_URL : "");
}
