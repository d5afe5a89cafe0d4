import { expect, test } from "vitest";
import { NetlinkError } from "../../errors.js";
import { deleteWith } from "./deletion.js";

const refuse = (errno: number) => () => {
  throw new NetlinkError("RTM_DELROUTE", errno);
};
const ESRCH = -3;
const EPERM = -1;

test("what is not there is an error unless it may be so", () => {
  expect(deleteWith({}, ["ESRCH"], () => {})).toBe(true);
  expect(() => deleteWith({}, ["ESRCH"], refuse(ESRCH))).toThrow("ESRCH");
  expect(deleteWith({ ifExists: true }, ["ESRCH"], refuse(ESRCH))).toBe(false);
});

test("any other error is one", () => {
  expect(() => deleteWith({ ifExists: true }, ["ESRCH"], refuse(EPERM))).toThrow("EPERM");
  const fail = () => {
    throw new TypeError("ESRCH");
  };
  expect(() => deleteWith({ ifExists: true }, ["ESRCH"], fail)).toThrow(TypeError);
});
