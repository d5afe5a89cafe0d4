import { HOST_ORDER, type OrderOptions } from "./order.js";

/**
 * Messages are written one behind the other into a piece of memory: getting some for each costs more than encoding a
 * small message. A writer takes what is left of it and gives back what it did not need, unless it failed.
 */
interface Slab {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** Where what is free begins; it is all zeros. */
  readonly start: number;
}

const SLAB = 8192;
let spare: Slab | undefined;

function slab(size: number): Slab {
  const bytes = new Uint8Array(size);
  return { bytes, view: new DataView(bytes.buffer), start: 0 };
}

/** Bytes being encoded: grows as needed, and is zero where nothing is written, so padding needs no writing. */
export class Writer {
  readonly little: boolean;
  /** The header of the message being written: some attributes' types depend on its family. */
  header: unknown = undefined;
  #bytes: Uint8Array;
  #view: DataView;
  #start: number;
  #length = 0;

  constructor({ order = HOST_ORDER }: OrderOptions = {}) {
    this.little = order === "little";
    const { bytes, view, start } = spare ?? slab(SLAB);
    spare = undefined;
    this.#bytes = bytes;
    this.#view = view;
    this.#start = start;
  }

  get length(): number {
    return this.#length;
  }

  /** What was written: a view of memory that nobody else writes to. The writer is of no more use then. */
  finish(): Uint8Array {
    const end = this.#start + this.#length;
    const start = (end + 7) & ~7;
    if (this.#bytes.length === SLAB && start < SLAB) spare = { bytes: this.#bytes, view: this.#view, start };
    return this.#bytes.subarray(this.#start, end);
  }

  /** Makes room for so many bytes at the end, zero until written; returns where they begin. */
  reserve(count: number): number {
    const at = this.#length;
    this.#length += count;
    if (this.#start + this.#length > this.#bytes.length) this.#grow(at);
    return at;
  }

  #grow(used: number): void {
    const { bytes, view } = slab(Math.max(SLAB, this.#length * 2));
    bytes.set(this.#bytes.subarray(this.#start, this.#start + used));
    this.#bytes = bytes;
    this.#view = view;
    this.#start = 0;
  }

  /** Zeros up to the next multiple of four from `start`: NLMSG_ALIGN, NLA_ALIGN. */
  align(start: number): void {
    this.reserve(-(this.#length - start) & 3);
  }

  append(bytes: Uint8Array): void {
    // First: it may put another array in place.
    const at = this.reserve(bytes.length);
    this.#bytes.set(bytes, this.#start + at);
  }

  u8(at: number, value: number): void {
    this.#bytes[this.#start + at] = value;
  }

  u16(at: number, value: number, little = this.little): void {
    this.#view.setUint16(this.#start + at, value, little);
  }

  u32(at: number, value: number, little = this.little): void {
    this.#view.setUint32(this.#start + at, value, little);
  }

  u64(at: number, value: bigint, little = this.little): void {
    this.#view.setBigUint64(this.#start + at, value, little);
  }
}
