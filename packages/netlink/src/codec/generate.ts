import type { Codec } from "./codec.js";
import type { Reader } from "./reader.js";
import type { Laid } from "./struct.js";
import type { Line } from "./table.js";

export type Decode<T> = (reader: Reader, start: number, end: number) => T;
/** Makes the object whose attributes lie at `offsets`, from `base` on. */
export type Build = (reader: Reader, offsets: Int32Array, base: number) => object;

/** After so many values of a kind a decoder is worth generating: that takes as long as decoding some twenty. */
export const WORTH_GENERATING = 10;

let allowed: boolean | undefined;

/** Whether this runtime lets us make functions from text. A page's Content-Security-Policy, or a flag, may forbid it. */
export function mayGenerate(): boolean {
  if (allowed === undefined) {
    try {
      allowed = new Function("return true")() === true;
    } catch {
      // An EvalError is the answer to the question that was asked.
      allowed = false;
    }
  }
  return allowed;
}

/** A function from its text, and from what that calls `codecs`. */
function make<T>(codecs: readonly Codec<unknown>[], code: string): T {
  const decoders = codecs.map((_, i) => `const c${i} = codecs[${i}], d${i} = c${i}.decode;`).join("\n");
  return new Function("codecs", `"use strict";\n${decoders}\nreturn ${code}`)(codecs) as T;
}

/** The decoder of a shape: one expression for each attribute. */
export function generateObject(lines: readonly Line[]): Build {
  const siblings = new Set(lines.map(({ codec }) => codec.by));
  const codecs: Codec<unknown>[] = [];
  const first: string[] = [];
  const keys: string[] = [];
  const expressionOf = ({ codec }: Line, i: number): string => {
    const c = codecs.push(codec) - 1;
    const from = `o[b + ${2 * i}]`;
    const to = `o[b + ${2 * i + 1}]`;
    if (codec.resolve !== undefined) {
      const at = lines.findIndex(({ name }) => name === codec.by);
      return `c${c}.resolve(reader.header, ${at < 0 ? "undefined" : `v${at}`}).decode(reader, ${from}, ${to})`;
    }
    const slow = `d${c}(reader, ${from}, ${to})`;
    if (codec.expression === undefined || codec.size === undefined) return slow;
    return `(${to} - ${from} === ${codec.size} ? ${codec.expression(from)} : ${slow})`;
  };
  for (const [i, line] of lines.entries()) {
    const expression = expressionOf(line, i);
    const key = JSON.stringify(line.name);
    if (siblings.has(line.name)) {
      // It decides another one, which may stand before it.
      first.push(`const v${i} = ${expression};`);
      keys.push(`${key}: v${i}`);
    } else keys.push(`${key}: ${expression}`);
  }
  const body = `${first.join("\n")}\nreturn { ${keys.join(",\n")} };`;
  return make(codecs, `(reader, o, b) => { const view = reader.view, little = reader.little;\n${body} }`);
}

/** The decoder of a struct, all of whose fields are there. */
export function generateStruct<T>(laid: readonly Laid[]): Decode<T> {
  const codecs: Codec<unknown>[] = [];
  const gaps: string[] = [];
  const keys: string[] = [];
  for (const { name, codec, offset } of laid) {
    const at = `start + ${offset}`;
    const c = codecs.push(codec) - 1;
    const slow = `d${c}(reader, ${at}, ${at} + ${codec.size})`;
    const key = JSON.stringify(name);
    if (codec.gap) gaps.push(`const g${c} = ${slow}; if (g${c} !== undefined) value[${key}] = g${c};`);
    else keys.push(`${key}: ${codec.expression?.(at) ?? slow}`);
  }
  const body = `const value = { ${keys.join(", ")} };\n${gaps.join("\n")}\nreturn value;`;
  return make(codecs, `(reader, start) => { const view = reader.view, little = reader.little;\n${body} }`);
}

/** The decoder of an array whose length is a whole number of elements. */
export function generateArray<T>(expression: (at: string) => string, size: number): Decode<T> {
  const body = `const values = [];
for (let at = start; at < end; at += ${size}) values.push(${expression("at")});
return values;`;
  return make([], `(reader, start, end) => { const view = reader.view, little = reader.little;\n${body} }`);
}
