import { constants } from "node:os";
import { expect, test } from "vitest";
import { errno, errnoName, errnoText } from "./errno.js";
import { libc } from "./libc.js";

test("names and numbers agree with Node's own, where it has them", () => {
  // Node's ENOTSUP and EWOULDBLOCK are second names of EOPNOTSUPP and EAGAIN on Linux.
  const aliases = new Set(["ENOTSUP", "EWOULDBLOCK"]);
  const known = Object.entries(constants.errno).filter(([name]) => !aliases.has(name));
  expect(known.length).toBeGreaterThan(70);
  for (const [name, number] of known) expect({ name, number: errno[name] }).toEqual({ name, number });
});

test("a name and a text belong to a number of either sign", () => {
  expect(errnoName(-17)).toBe("EEXIST");
  expect(errnoName(95)).toBe("EOPNOTSUPP");
  expect(errnoText(-2)).toBe("No such file or directory");
});

test("a number without a name is still told apart", () => {
  expect(errnoName(-999)).toBe("E999");
  expect(errnoText(999)).toBe("Unknown error 999");
});

test("texts are those of glibc's strerror(3)", ({ skip }) => {
  // musl has texts of its own. Node speaks to the C library in the C locale.
  if (!("glibcVersionRuntime" in (process.report.getReport() as { header: object }).header)) skip("not glibc");
  const strerror: (number: number) => string = libc().libc.func("const char *strerror(int number)");
  for (let number = 1; number < 140; number++) {
    expect({ number, text: errnoText(number) }).toEqual({ number, text: strerror(number) });
  }
});
