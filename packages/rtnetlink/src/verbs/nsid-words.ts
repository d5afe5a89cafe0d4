import { type Fd, hasCode, MSG_DONTWAIT, MSG_TRUNC, type System } from "@netns/syscall";
import { KERNEL } from "../open-socket.js";

// Messages about ids as words of 32 bits, for who sends thousands of one shape: x86_64 and aarch64 are little-endian.
//
// 0 nlmsghdr: length (u32), type (u16), flags (u16), sequence (u32), port id (u32)
// 16 rtgenmsg: family (u8), padding | 20 nlattr: length (u16), type (u16) | 24 its value (32 bits) …
// 16 of an acknowledgement, and of the end of a list: error (s32)
export const TYPE = 1;
export const SEQUENCE = 2;
export const ERROR = 4;
/** The first attribute's header, and its value. */
export const ATTRIBUTE = 5;
export const VALUE = 6;
/** Bytes of a message with one attribute that is a word. */
export const SIZE = 28;
/** Bytes of a request without an attribute, and of the end of a list. */
export const SHORT_SIZE = 20;
export const NETNSA_NSID = 1;
export const NETNSA_FD = 3;

/** The header of an attribute that is a word. */
export const attribute = (type: number) => 8 | (type << 16);
export const typeAndFlags = (type: number, flags: number) => type | (flags << 16);
export const typeIn = (word: number | undefined) => (word as number) & 0xffff;

/** Begins anywhere: who has sent to the socket before it was connected cannot know. */
export const firstSequence = () => Math.floor(Math.random() * 0x4000_0000);

/** A socket for such messages, with rooms of one size for the answers. */
export class WordSocket implements Disposable {
  readonly answers: Int32Array<ArrayBuffer>;
  readonly #received: Uint8Array<ArrayBuffer>;
  readonly #room: number;
  readonly #socket: Fd;
  readonly #system: System;

  /**
   * @param socket Given away. It is connected to the kernel: from then on nobody else can send to it (af_netlink.c).
   * @param words Of a room.
   * @throws SyscallError
   */
  constructor(socket: Fd, system: System, words: number, rooms: number) {
    this.#socket = socket;
    this.#system = system;
    this.answers = new Int32Array(words * rooms);
    this.#received = new Uint8Array(this.answers.buffer);
    this.#room = Int32Array.BYTES_PER_ELEMENT * words;
    try {
      system.connect(socket.fd, KERNEL);
    } catch (error) {
      socket.close();
      throw error;
    }
  }

  send(bytes: Uint8Array): void {
    this.#system.sendto(this.#socket.fd, bytes, 0);
  }

  /** How long the answers are, which are there when the requests have been sent; fewer when some are lost. */
  receive(): number[] {
    try {
      return this.#system.recvmmsg(this.#socket.fd, this.#received, this.#room, MSG_TRUNC | MSG_DONTWAIT);
    } catch (error) {
      if (hasCode(error, "EAGAIN") || hasCode(error, "ENOBUFS")) return [];
      throw error;
    }
  }

  close(): void {
    this.#socket.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}
