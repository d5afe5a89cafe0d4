import { constants } from "node:os";
import { expect, test } from "vitest";
import { errno, errnoName, errnoText } from "./errno.js";

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
