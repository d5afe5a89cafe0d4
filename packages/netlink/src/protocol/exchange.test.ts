import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  NLM_F_ACK,
  NLM_F_ACK_TLVS,
  NLM_F_CAPPED,
  NLM_F_DUMP,
  NLM_F_DUMP_INTR,
  NLM_F_MULTI,
  NLM_F_REQUEST,
  NLMSG_DONE,
  NLMSG_ERROR,
  NLMSG_NOOP,
  NLMSG_OVERRUN,
} from "../message/flags.js";
import type { Frame } from "../message/frame.js";
import type { Header } from "../message/header.js";
import { hex } from "../testing/wire.js";
import { Exchange } from "./exchange.js";

const little = { order: "little" } as const;
const portId = 4711;
const sequence = 5;
const request = (flags: number): Header => ({ type: 90, flags: NLM_F_REQUEST | flags, sequence, portId });
const get = () => new Exchange(request(0), little);
const set = () => new Exchange(request(NLM_F_ACK), little);
const dump = () => new Exchange(request(NLM_F_DUMP), little);

const frame = (type: number, flags: number, payload: string, seq = sequence): Frame => ({
  header: { type, flags, sequence: seq, portId },
  payload: hex(payload),
});
const echoed = "1c000000 5a000100 05000000 00000000";
const reply = (flags = 0, seq = sequence) => frame(88, flags, "00000000 08000100 05000000", seq);
const error = (errno: string) => frame(NLMSG_ERROR, NLM_F_CAPPED, `${errno} ${echoed}`);
const ack = () => error("00000000");
const done = (status = "00000000", flags = NLM_F_MULTI) => frame(NLMSG_DONE, flags, status);
const ended = { errno: 0, extack: {}, interrupted: false, overrun: false };

describe("a request", () => {
  test("ends with its reply", () => {
    const exchange = get();
    expect(exchange.feed(reply())).toEqual(reply());
    expect(exchange.end).toEqual(ended);
  });

  test("that wants an acknowledgement ends with that, before or after a reply", () => {
    const exchange = set();
    expect(exchange.feed(reply())).toEqual(reply());
    expect(exchange.end).toBeUndefined();
    exchange.feed(ack());
    expect(exchange.end).toEqual(ended);
  });

  test("that is refused ends with the number and the texts", () => {
    const exchange = get();
    exchange.feed(frame(NLMSG_ERROR, NLM_F_CAPPED | NLM_F_ACK_TLVS, `fdffffff ${echoed} 06000100 78000000`));
    expect(exchange.end).toEqual({ ...ended, errno: -3, extack: { msg: "x" } });
  });

  test("with an answer in parts ends with the last", () => {
    const exchange = get();
    expect(exchange.feed(reply(NLM_F_MULTI))).toBeDefined();
    expect(exchange.end).toBeUndefined();
    exchange.feed(done());
    expect(exchange.end).toEqual(ended);
  });
});

describe("a dump", () => {
  test("ends with NLMSG_DONE, and carries its failure", () => {
    const exchange = dump();
    expect(exchange.feed(reply(NLM_F_MULTI))).toBeDefined();
    exchange.feed(done("eaffffff"));
    expect(exchange.end).toEqual({ ...ended, errno: -22 });
  });

  test("that was interrupted is read to its end", () => {
    const exchange = dump();
    exchange.feed(reply(NLM_F_MULTI | NLM_F_DUMP_INTR));
    expect(exchange.feed(reply(NLM_F_MULTI))).toBeDefined();
    expect(exchange.end).toBeUndefined();
    exchange.feed(done());
    expect(exchange.end).toEqual({ ...ended, interrupted: true });
  });

  test("may say so only at its end", () => {
    const exchange = dump();
    exchange.feed(done("00000000", NLM_F_MULTI | NLM_F_DUMP_INTR));
    expect(exchange.end).toEqual({ ...ended, interrupted: true });
  });

  test("a positive number in NLMSG_DONE is no failure", () => {
    const exchange = dump();
    exchange.feed(done("05000000"));
    expect(exchange.end).toEqual(ended);
  });

  test("that lost messages says so", () => {
    const exchange = dump();
    exchange.feed(frame(NLMSG_OVERRUN, 0, ""));
    expect(exchange.end).toEqual({ ...ended, overrun: true });
  });
});

test("what is not for this exchange leaves no trace", () => {
  const exchange = get();
  expect(exchange.feed(reply(0, sequence - 1))).toBeUndefined();
  expect(exchange.feed({ ...reply(), header: { ...reply().header, portId: 1 } })).toBeUndefined();
  expect(exchange.feed(frame(NLMSG_NOOP, 0, ""))).toBeUndefined();
  expect(exchange.end).toBeUndefined();
});

test("whatever comes in between and afterwards, an exchange gives its own replies and ends once", () => {
  const foreign = fc.constantFrom(
    reply(0, 1),
    reply(NLM_F_MULTI | NLM_F_DUMP_INTR, 99),
    frame(NLMSG_ERROR, 0, `ffffffff ${echoed}`, 77),
    frame(NLMSG_DONE, 0, "00000000", 3),
    frame(NLMSG_NOOP, 0, ""),
  );
  const late = fc.constantFrom(reply(), ack(), done(), frame(NLMSG_OVERRUN, 0, ""), error("ffffffff"));
  fc.assert(
    fc.property(
      fc.nat(20),
      fc.array(fc.array(foreign, { maxLength: 3 }), { minLength: 22, maxLength: 22 }),
      fc.array(late, { maxLength: 5 }),
      (parts, noise, tail) => {
        const exchange = dump();
        const own = [...Array.from({ length: parts }, () => reply(NLM_F_MULTI)), done()];
        const fed = [...own.flatMap((message, i) => [...(noise[i] ?? []), message]), ...tail];
        const replies = fed.filter((message) => exchange.feed(message) !== undefined);
        expect(replies).toHaveLength(parts);
        expect(exchange.end).toEqual(ended);
      },
    ),
  );
});

test("a malformed end is an error, and the exchange is still open", () => {
  const exchange = dump();
  expect(() => exchange.feed(done("0000"))).toThrow("NLMSG_DONE takes 4 bytes");
  expect(exchange.end).toBeUndefined();
});
