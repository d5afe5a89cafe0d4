import { type Extack, NLM_F_DUMP, NLM_F_ECHO } from "@netns/netlink";
import { getSocketOption, hasCode } from "@netns/syscall";
import type { NetlinkError, NoAnswerError } from "./errors.js";
import type { AnyMessageCodec, BatchRequest, Output } from "./request.js";
import type { NetlinkSocket } from "./socket.js";
import { isGet, Transaction, wholeFrames } from "./transaction.js";

/** What came of one of several requests. */
export interface BatchAnswer<T> {
  readonly replies: readonly T[];
  /** NetlinkError: it was refused. NoAnswerError: the answer was lost; whether it was done is not known. */
  readonly error: NetlinkError | NoAnswerError | undefined;
  readonly warning: Extack | undefined;
}

/** The kernel's memory for an answer: what a link takes, and an acknowledgement (which echoes a refused request). */
const REPLY_SIZE = 8192;
const ACKNOWLEDGEMENT_SIZE = 1280;

/** What fits one datagram, and a socket's send buffer many times. */
const DATAGRAM_SIZE = 32_768;

/**
 * Sends requests, as many in one datagram as the socket has room for answers: the kernel works them off before sendto(2)
 * returns, one after the other, whether or not the one before was refused.
 */
export function runBatch<C extends AnyMessageCodec>(
  requests: readonly BatchRequest<C>[],
  socket: NetlinkSocket,
  nextSequence: () => number,
  timeout: number,
): BatchAnswer<Output<C>>[] {
  const room = getSocketOption(socket.fd, "SO_RCVBUF", socket.system) / 2;
  const transactions = requests.map((request) => {
    const { flags = 0, type } = request;
    if ((flags & NLM_F_DUMP) === NLM_F_DUMP && isGet(type)) throw new TypeError("a dump cannot be part of a batch");
    return new Transaction(request, flags, nextSequence(), socket);
  });
  return chunks(transactions, requests, room).flatMap((chunk) => exchange(chunk, socket, timeout));
}

function chunks<C extends AnyMessageCodec>(
  transactions: readonly Transaction<C>[],
  requests: readonly BatchRequest<C>[],
  room: number,
): Transaction<C>[][] {
  const all: Transaction<C>[][] = [];
  let bytes = 0;
  let answers = 0;
  for (const [i, transaction] of transactions.entries()) {
    const { length } = transaction.bytes;
    const { type = 0, flags = 0 } = requests[i] ?? {};
    // An echo is told as an answer is: the whole of what has come of the request.
    const hasReply = isGet(type) || (flags & NLM_F_ECHO) !== 0;
    const answer = ACKNOWLEDGEMENT_SIZE + 2 * length + (hasReply ? REPLY_SIZE : 0);
    bytes += length;
    answers += answer;
    if (all.length === 0 || bytes > DATAGRAM_SIZE || answers > room) {
      all.push([]);
      bytes = length;
      answers = answer;
    }
    all.at(-1)?.push(transaction);
  }
  return all;
}

function exchange<C extends AnyMessageCodec>(
  chunk: readonly Transaction<C>[],
  socket: NetlinkSocket,
  timeout: number,
): BatchAnswer<Output<C>>[] {
  const replies = new Map(chunk.map((transaction): [Transaction<C>, Output<C>[]] => [transaction, []]));
  const open = new Map(chunk.map((transaction) => [transaction.sequence, transaction]));
  const fits = chunk.every((transaction) => transaction.isAcknowledgedOnly);
  socket.send(joined(chunk.map(({ bytes }) => bytes)));
  let wasFull = false;
  while (open.size > 0) {
    try {
      // Answers were all there when the request was sent: only those that were lost would be waited for.
      const datagram = wasFull ? socket.receive() : socket.receiveWithin(timeout, fits);
      if (datagram === undefined) break;
      for (const frame of wholeFrames(datagram)) {
        const transaction = open.get(frame.header.sequence);
        if (transaction === undefined) continue;
        const reply = transaction.take(frame);
        if (reply !== undefined) replies.get(transaction)?.push(reply);
        if (transaction.end !== undefined) open.delete(transaction.sequence);
      }
    } catch (error) {
      if (!hasCode(error, "ENOBUFS")) throw error;
      wasFull = true;
    }
  }
  return chunk.map((transaction) => ({
    replies: replies.get(transaction) ?? [],
    error: transaction.refusal,
    warning: transaction.warning,
  }));
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
