import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { errno } from "./errno.js";
import { type Compiler, compilers, errnoMacros, evaluate, whyNot } from "./layout/compilers.js";
import { declarationsFor, expressionFor, headers, newer, newerStructs } from "./layout/headers.js";
import { type Layout, layouts, sizes, structHeaders } from "./layout/structs.js";

// What headers say, through whatever compiler is here: this machine's, one for musl, one for the other machine.

type Value = number | bigint | { readonly x64: number; readonly arm64: number };

/** Every exported constant, file by file. */
const constants = await Promise.all(
  readdirSync(`${import.meta.dirname}/constants`)
    .map((file) => file.replace(/\.ts$/, ""))
    .map(async (name) => ({ name, values: (await import(`./constants/${name}.ts`)) as Record<string, Value> })),
);

const asBigInt = (value: Value, arch: Compiler["arch"]) =>
  BigInt.asUintN(64, BigInt(typeof value === "object" ? value[arch] : value));

describe.each(compilers())("$command ($arch, $libc)", (compiler) => {
  const reason = whyNot(compiler);
  const check = (name: string, body: () => void) =>
    test(name, ({ skip }) => {
      if (reason !== undefined) skip(reason);
      body();
    });

  for (const { name, values } of constants) {
    check(`constants/${name}.ts`, () => {
      const included = headers[name];
      if (included === undefined) throw new Error(`layout/headers.ts does not say where constants/${name}.ts is from`);
      const ours = Object.fromEntries(
        Object.entries(values).map(([constant, value]) => [constant, asBigInt(value, compiler.arch)]),
      );
      const expressions = Object.fromEntries(
        Object.keys(values).map((constant) => [constant, expressionFor(constant)]),
      );
      const names = Object.values(expressions);
      expect(names.length).toBeGreaterThan(0);
      const found = evaluate(compiler, declarationsFor(included, names), { ...expressions, ...presence(names) });
      expect(missing(found, names)).toEqual([]);
      expect(Object.fromEntries([...found].filter(([constant]) => constant in ours))).toEqual(ours);
    });
  }

  check("structures", () => {
    const expected = layouts.map(({ type, size, fields, musl }) => ({
      type,
      size,
      fields: compiler.libc === "musl" ? { ...fields, ...musl } : fields,
    }));
    expect(measure(compiler)).toEqual(expected);
  });

  check("sizes of types, byte order, alignment of control messages", () => {
    const declarations = declarationsFor(["sys/types.h", "sys/socket.h"], []);
    const expressions = Object.fromEntries(Object.keys(sizes).map((type, i) => [`size${i}`, `sizeof(${type})`]));
    const found = evaluate(compiler, declarations, {
      ...expressions,
      order: "__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__",
      length: "CMSG_LEN(4)",
      space: "CMSG_SPACE(4)",
    });
    expect(Object.keys(sizes).map((type, i) => [type, Number(found.get(`size${i}`))])).toEqual(Object.entries(sizes));
    expect([found.get("order"), found.get("length"), found.get("space")]).toEqual([1n, 20n, 24n]);
  });

  check("errno.ts has all of errno.h, and no more", () => {
    expect(errnoMacros(compiler)).toEqual(errno);
  });
});

/** Whether headers have what may be newer than they are, and which release they are of. */
function presence(names: readonly string[]): Record<string, string> {
  const asked = names.filter((name) => name in newer).map((name) => [`HAS_${name}`, `HAS_${name}`]);
  return { ...Object.fromEntries(asked), LINUX_VERSION_CODE: "LINUX_VERSION_CODE" };
}

/** What headers should have by their release, and have not. */
function missing(found: ReadonlyMap<string, bigint>, names: readonly string[]): string[] {
  const version = found.get("LINUX_VERSION_CODE") ?? 0n;
  return names.filter((name) => {
    const [major = 0, minor = 0] = newer[name]?.[0].split(".").map(Number) ?? [];
    return found.get(`HAS_${name}`) === 0n && version >= BigInt((major << 16) | (minor << 8));
  });
}

/** The structures of the table, as the compiler lays them out. */
function measure(compiler: Compiler): Pick<Layout, "type" | "size" | "fields">[] {
  const expressions: Record<string, string> = {};
  for (const [i, { type, fields }] of layouts.entries()) {
    expressions[`${i}`] = `sizeof(${type})`;
    for (const field of Object.keys(fields)) {
      expressions[`${i}.${field}.at`] = `offsetof(${type}, ${field})`;
      expressions[`${i}.${field}.size`] = `sizeof(((${type} *)0)->${field})`;
    }
  }
  const found = evaluate(compiler, declarationsFor(structHeaders, Object.keys(newerStructs)), expressions);
  const number = (name: string) => Number(found.get(name));
  return layouts.map(({ type, fields }, i) => ({
    type,
    size: number(`${i}`),
    fields: Object.fromEntries(
      Object.keys(fields).map((field) => [field, [number(`${i}.${field}.at`), number(`${i}.${field}.size`)]]),
    ),
  }));
}
