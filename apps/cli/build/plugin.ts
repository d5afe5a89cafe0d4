import type { Options } from "tsup";

/** What tsup gives to esbuild: its types come with tsup only. */
export type Plugin = NonNullable<Options["esbuildPlugins"]>[number];
export type Esbuild = Parameters<Plugin["setup"]>[0]["esbuild"];
