import type { Attribute } from "./attribute-types.js";
import type { AnyCodec, Codec } from "./codec.js";

/** A line of a table as the core handles it: of which table it is no longer matters. */
export interface Line {
  readonly name: string;
  readonly kernelName: string;
  readonly type: number;
  readonly codec: Codec<unknown>;
}

/** Where lines are found: the lines that were declared, or those of a nest that numbers its values. */
export interface Lines {
  readonly prefix: string;
  readonly byType: (type: number) => Line | undefined;
  readonly byName: (name: string) => Line | undefined;
}

/** A declared table, with its lines by number and by name. */
export interface Table extends Lines {
  readonly all: readonly Line[];
}

export function compile(prefix: string, declared: Readonly<Record<string, Attribute<AnyCodec>>>): Table {
  const all: Line[] = [];
  const types: (Line | undefined)[] = [];
  const names = new Map<string, Line>();
  for (const name of Object.keys(declared)) {
    const { type, codec, kernelName } = declared[name] as Attribute<AnyCodec>;
    const line: Line = { name, type, codec, kernelName: kernelName ?? spell(prefix, name) };
    if (types[type] !== undefined) throw new TypeError(`${prefix}: number ${type} is declared twice`);
    while (types.length <= type) types.push(undefined);
    types[type] = line;
    names.set(name, line);
    all.push(line);
  }
  return { prefix, all, byType: (type) => types[type], byName: (name) => names.get(name) };
}

/** The kernel's spelling of a name of ours: `targetNsid` in set NETNSA is NETNSA_TARGET_NSID. */
function spell(prefix: string, name: string): string {
  return `${prefix}_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}
