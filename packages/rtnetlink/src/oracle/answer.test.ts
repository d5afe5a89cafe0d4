import { describe, expect, test } from "vitest";
import { answerTo } from "./answer.js";

/** As ip of iproute2 6.1.0 refuses the line that asks for nothing. */
const end = (line: number) => `Object "no-such-object" is unknown, try "ip help".\nCommand failed -:${line}\n`;

describe("what a tool says of a line", () => {
  test("is all before the next line's refusal; what follows is of later lines", () => {
    expect(answerTo(1, `[{}]\n${end(2)}[]\n`)).toEqual({ output: "[{}]\n", failed: false, rest: "[]\n" });
    expect(answerTo(3, `[]\n${end(4)}`)).toEqual({ output: "[]\n", failed: false, rest: "" });
    expect(answerTo(1, end(2))).toEqual({ output: "", failed: false, rest: "" });
  });

  test("need not end with a newline", () => {
    expect(answerTo(1, `[ ${end(2)}`)).toEqual({ output: "[ ", failed: false, rest: "" });
    expect(answerTo(1, `[{"ifname":"lo"}]${end(2)}`)?.output).toBe('[{"ifname":"lo"}]');
  });

  test("has failed when it says so of this line", () => {
    const output = 'Device "none" does not exist.\nCommand failed -:5\n';
    expect(answerTo(5, output + end(6))).toEqual({ output, failed: true, rest: "" });
    expect(answerTo(7, output + end(8))?.failed).toBe(false);
  });

  test("may not be all yet", () => {
    const whole = `[]\n${end(2)}`;
    for (let length = 0; length < whole.length; length++) {
      expect(answerTo(1, whole.slice(0, length))).toBeUndefined();
    }
    // Of an earlier line.
    expect(answerTo(3, whole)).toBeUndefined();
  });
});
