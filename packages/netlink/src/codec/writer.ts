import { HOST_ORDER, type OrderOptions } from "./order.js";

/** The buffer that is used again: encoding is synchronous, so one does, but for a writer inside another's work. */
let spare: Uint8Array | undefined;

/** Bytes being encoded: grows as needed, and is zero where nothing is written, so padding needs no writing. */
export class Writer {
  readonly little: boolean;
  /** The header of the message being written: some attributes' types depend on its family. */
  header: unknown = undefined;
  #bytes: Uint8Array;
  #view: DataView;
  #length = 0;

  constructor({ order = HOST_ORDER }: OrderOptions = {}) {
    this.little = order === "little";
    this.#bytes = spare ?? new Uint8Array(1024);
    spare = undefined;
    this.#view = new DataView(this.#bytes.buffer);
  }

  get length(): number {
    return this.#length;
  }

  /** What was written. The writer is of no more use then. */
  finish(): Uint8Array {
    const done = this.#bytes.slice(0, this.#length);
    this.#bytes.fill(0, 0, this.#length);
    if (this.#bytes.length <= 65_536) spare = this.#bytes;
    return done;
  }

  /** Makes room for so many bytes at the end, zero until written; returns where they begin. */
  reserve(count: number): number {
    const at = this.#length;
    this.#length += count;
    if (this.#length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length));
      larger.set(this.#bytes);
      this.#bytes = larger;
      this.#view = new DataView(larger.buffer);
    }
    return at;
  }

  /** Zeros up to the next multiple of four from `start`: NLMSG_ALIGN, NLA_ALIGN. */
  align(start: number): void {
    this.reserve(-(this.#length - start) & 3);
  }

  append(bytes: Uint8Array): void {
    // First: it may put another array in place.
    const at = this.reserve(bytes.length);
    this.#bytes.set(bytes, at);
  }

  u8(at: number, value: number): void {
    this.#bytes[at] = value;
  }

  u16(at: number, value: number, little = this.little): void {
    this.#view.setUint16(at, value, little);
  }

  u32(at: number, value: number, little = this.little): void {
    this.#view.setUint32(at, value, little);
  }

  u64(at: number, value: bigint, little = this.little): void {
    this.#view.setBigUint64(at, value, little);
  }
}
