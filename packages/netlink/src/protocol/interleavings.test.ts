import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeError } from "../message/error.js";
import {
  NLM_F_ACK,
  NLM_F_DUMP,
  NLM_F_DUMP_INTR,
  NLM_F_MULTI,
  NLM_F_REQUEST,
  NLMSG_DONE,
  NLMSG_ERROR,
  NLMSG_NOOP,
  NLMSG_OVERRUN,
} from "../message/flags.js";
import { decodeFrames, encodeFrame, type Frame } from "../message/frame.js";
import { type End, Exchange } from "./exchange.js";

const REPLY = 88;

/** A request, what the kernel sends about it, and what must come of that. */
interface Story {
  readonly flags: number;
  readonly sent: readonly { readonly type: number; readonly flags: number; readonly payload: Uint8Array }[];
  /** How many of what was sent are replies that belong to it. */
  readonly replies: number;
  readonly end: Pick<End, "errno" | "interrupted" | "overrun"> | undefined;
}

const reply = (flags: number, mark: number) => ({ type: REPLY, flags, payload: Uint8Array.of(mark, 0, 0, 0) });
const request = { type: 90, flags: 0, sequence: 0, portId: 0 };
const acknowledgement = (errno: number) => ({
  type: NLMSG_ERROR,
  flags: 0x100,
  payload: encodeError({ errno, request, extack: {} }),
});
const done = (status: number, flags: number) => ({
  type: NLMSG_DONE,
  flags: NLM_F_MULTI | flags,
  payload: new Uint8Array(Int32Array.of(status).buffer),
});

const errno = fc.integer({ min: -133, max: -1 });
const marks = fc.array(fc.nat(255), { maxLength: 5 });

const single = fc.nat(255).map((mark): Story => {
  const end = { errno: 0, interrupted: false, overrun: false };
  return { flags: 0, sent: [reply(0, mark)], replies: 1, end };
});
const acknowledged = fc.tuple(marks, fc.oneof(fc.constant(0), errno)).map(([list, code]): Story => {
  const end = { errno: code, interrupted: false, overrun: false };
  const sent = [...list.map((mark) => reply(0, mark)), acknowledgement(code)];
  return { flags: NLM_F_ACK, sent, replies: list.length, end };
});
const dump = fc
  .record({
    list: fc.array(fc.tuple(fc.nat(255), fc.boolean()), { maxLength: 6 }),
    status: fc.oneof(fc.constant(0), fc.nat(9), errno),
    late: fc.boolean(),
    end: fc.constantFrom("done", "error", "overrun", "never"),
    ack: fc.boolean(),
  })
  .map(({ list, status, late, end, ack }): Story => {
    const parts = list.map(([mark, changed]) => reply(NLM_F_MULTI | (changed ? NLM_F_DUMP_INTR : 0), mark));
    const refusal = Math.min(status, 0);
    const last = {
      done: [done(status, late ? NLM_F_DUMP_INTR : 0)],
      error: [acknowledgement(refusal)],
      overrun: [{ type: NLMSG_OVERRUN, flags: 0, payload: new Uint8Array() }],
      never: [],
    }[end];
    const interrupted = list.some(([, changed]) => changed) || (end === "done" && late);
    return {
      flags: NLM_F_DUMP | (ack ? NLM_F_ACK : 0),
      sent: [...parts, ...last],
      replies: list.length,
      end:
        end === "never"
          ? undefined
          : { errno: end === "overrun" ? 0 : refusal, interrupted, overrun: end === "overrun" },
    };
  });

/** Stories told at the same time, in any order that keeps each one's own, with noise between. */
const interleaved = fc
  .tuple(
    fc.array(fc.oneof(single, acknowledged, dump), { minLength: 1, maxLength: 4 }),
    fc.array(fc.nat(1000), { maxLength: 60 }),
  )
  .map(([stories, choices]) => {
    const told = stories.map(() => 0);
    const order: { readonly story: number; readonly message: Story["sent"][number] }[] = [];
    for (let turn = 0; ; turn++) {
      const open = stories.map((_, i) => i).filter((i) => (told[i] ?? 0) < (stories[i]?.sent.length ?? 0));
      if (open.length === 0) return { stories, order };
      const story = open[(choices[turn % Math.max(1, choices.length)] ?? 0) % open.length] ?? 0;
      const message = stories[story]?.sent[told[story] ?? 0];
      if (message !== undefined) order.push({ story, message });
      told[story] = (told[story] ?? 0) + 1;
    }
  });

const PORT = 77;

function frameOf(message: Story["sent"][number], sequence: number, portId = PORT): Frame {
  const [frame] = decodeFrames(encodeFrame({ ...message, sequence, portId }, message.payload)).frames;
  if (frame === undefined) throw new Error("no message");
  return frame;
}

test("each exchange takes what is its own, in order, and ends as it should, whatever comes between", () => {
  fc.assert(
    fc.property(interleaved, fc.array(fc.nat(3), { maxLength: 40 }), ({ stories, order }, noise) => {
      const exchanges = stories.map(
        ({ flags }, i) => new Exchange({ type: 90, flags: NLM_F_REQUEST | flags, sequence: i + 1, portId: PORT }),
      );
      const taken = stories.map((): number[] => []);
      const feed = (frame: Frame): void => {
        for (const [i, exchange] of exchanges.entries()) {
          const mine = exchange.feed(frame);
          if (mine !== undefined) taken[i]?.push(mine.payload[0] ?? -1);
        }
      };
      for (const [i, { story, message }] of order.entries()) {
        switch (noise[i % Math.max(1, noise.length)]) {
          case 0: // an event
            feed(frameOf(reply(0, 1), 0, 0));
            break;
          case 1: // an answer to another socket with the same sequence number
            feed(frameOf(acknowledgement(-1), story + 1, PORT + 1));
            break;
          case 2: // nothing
            feed(frameOf({ type: NLMSG_NOOP, flags: 0, payload: new Uint8Array() }, story + 1));
            break;
          case 3: // a late answer to a request that is over
            feed(frameOf(done(-4, NLM_F_DUMP_INTR), 1000));
        }
        feed(frameOf(message, story + 1));
      }
      for (const [i, { sent, replies, end }] of stories.entries()) {
        const marks = sent.slice(0, replies).map(({ payload }) => payload[0]);
        expect(taken[i]).toEqual(marks);
        if (end === undefined) expect(exchanges[i]?.end).toBeUndefined();
        else expect(exchanges[i]?.end).toMatchObject(end);
        // What comes after the end changes nothing.
        if (end !== undefined) {
          expect(exchanges[i]?.feed(frameOf(reply(NLM_F_DUMP_INTR, 9), i + 1))).toBeUndefined();
          expect(exchanges[i]?.feed(frameOf(acknowledgement(-5), i + 1))).toBeUndefined();
          expect(exchanges[i]?.end).toMatchObject(end);
        }
      }
    }),
    { numRuns: 2000 },
  );
});
