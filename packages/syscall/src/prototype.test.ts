import { expect, test } from "vitest";
import { parsePrototype } from "./prototype.js";

/** The code of the error for a value of this C type, or undefined when it is taken. */
function refusal(parameter: string, value: unknown): string | undefined {
  const { guard } = parsePrototype(`int f(${parameter})`).parameters[0] ?? {};
  try {
    guard?.(value);
  } catch (error) {
    expect(error).toBeInstanceOf(Error);
    return (error as { code?: string }).code ?? "no code";
  }
  return undefined;
}

test("a prototype is taken apart", () => {
  const prototype = parsePrototype("int mount(const char *path, unsigned long flags)");
  expect(prototype).toMatchObject({
    name: "mount",
    parameters: [
      { name: "path", position: 0, isString: true },
      { name: "flags", position: 1, isString: false },
    ],
    definition: "int mount(const void *path, unsigned long flags)",
    syscallDefinition: "long syscall(long number, const void *path, unsigned long flags)",
  });
  expect(parsePrototype("int getpid()")).toMatchObject({
    parameters: [],
    syscallDefinition: "long syscall(long number)",
  });
});

test("what is no prototype, or has a type without a rule, is an error of ours", () => {
  expect(() => parsePrototype("getpid")).toThrow("not a C prototype: getpid");
  expect(() => parsePrototype("int f(float x)")).toThrow('no rule for the C type of "x": float');
});

test.each([
  ["int n", -(2 ** 31), 2 ** 31 - 1],
  ["int32_t n", -(2 ** 31), 2 ** 31 - 1],
  ["unsigned int n", 0, 2 ** 32 - 1],
  ["uint32_t n", 0, 2 ** 32 - 1],
  ["int fd", 0, 2 ** 31 - 1],
])("%s is from %i to %i", (parameter, min, max) => {
  expect(refusal(parameter, min)).toBeUndefined();
  expect(refusal(parameter, max)).toBeUndefined();
  expect(refusal(parameter, min - 1)).toBe("ERR_OUT_OF_RANGE");
  expect(refusal(parameter, max + 1)).toBe("ERR_OUT_OF_RANGE");
  expect(refusal(parameter, BigInt(max))).toBe("ERR_INVALID_ARG_TYPE");
});

test.each([
  ["long n", -(2n ** 63n), 2n ** 63n - 1n],
  ["int64_t n", -(2n ** 63n), 2n ** 63n - 1n],
  ["intptr_t n", -(2n ** 63n), 2n ** 63n - 1n],
  ["size_t n", 0n, 2n ** 64n - 1n],
  ["unsigned long n", 0n, 2n ** 64n - 1n],
  ["uint64_t n", 0n, 2n ** 64n - 1n],
  ["uintptr_t n", 0n, 2n ** 64n - 1n],
])("%s is from %s to %s, as a bigint or a number that is exact", (parameter, min, max) => {
  expect(refusal(parameter, min)).toBeUndefined();
  expect(refusal(parameter, max)).toBeUndefined();
  expect(refusal(parameter, min - 1n)).toBe("ERR_OUT_OF_RANGE");
  expect(refusal(parameter, max + 1n)).toBe("ERR_OUT_OF_RANGE");
  expect(refusal(parameter, 2 ** 53 - 1)).toBeUndefined();
  expect(refusal(parameter, 2 ** 53)).toBe("ERR_OUT_OF_RANGE");
});

test.each(["int n", "int fd", "uint32_t n", "size_t n", "long n"])("%s is no NaN, fraction or text", (parameter) => {
  for (const value of [Number.NaN, 0.5, Number.POSITIVE_INFINITY]) {
    expect(refusal(parameter, value)).toBe("ERR_OUT_OF_RANGE");
  }
  for (const value of ["1", undefined, null, {}, true]) expect(refusal(parameter, value)).toBe("ERR_INVALID_ARG_TYPE");
});

const gone = new Uint8Array(8);
structuredClone(gone, { transfer: [gone.buffer] });

test("a string is text, bytes or null", () => {
  for (const value of ["", "a", new Uint8Array(), Buffer.from("a"), null]) {
    expect(refusal("const char *path", value)).toBeUndefined();
  }
  for (const value of [undefined, 5, 5n, {}, ["a"]]) {
    expect(refusal("const char *path", value)).toBe("ERR_INVALID_ARG_TYPE");
  }
  expect(refusal("const char *path", gone)).toBe("ERR_INVALID_ARG_VALUE");
});

test.each(["void *p", "const void *p"])("%s is a typed array or null", (parameter) => {
  for (const value of [new Uint8Array(), new Int32Array(1), new BigUint64Array(1), null]) {
    expect(refusal(parameter, value)).toBeUndefined();
  }
  // koffi would take the numbers and the text as pointers.
  for (const value of [undefined, 5, "text", {}, [], new ArrayBuffer(8), new DataView(new ArrayBuffer(8))]) {
    expect(refusal(parameter, value)).toBe("ERR_INVALID_ARG_TYPE");
  }
  expect(refusal(parameter, gone)).toBe("ERR_INVALID_ARG_VALUE");
});

test("an address is a bigint, and only to read from", () => {
  expect(refusal("const void *p", 5n)).toBeUndefined();
  expect(refusal("void *p", 5n)).toBe("ERR_INVALID_ARG_TYPE");
});

test("an array of pointers has nothing else in it", () => {
  expect(refusal("const void **argv", [Buffer.from("a\0"), null])).toBeUndefined();
  expect(refusal("const void **argv", ["a"])).toBe("ERR_INVALID_ARG_TYPE");
  expect(refusal("const void **argv", [gone])).toBe("ERR_INVALID_ARG_VALUE");
  expect(refusal("const void **argv", null)).toBe("ERR_INVALID_ARG_TYPE");
});
