import { CodecError } from "../errors.js";
import { HOST_ORDER, type OrderOptions } from "./order.js";

/** Deeper nests than this are not netlink's: the kernel's own are at most a handful deep. */
const MAX_DEPTH = 32;

/**
 * Bytes to be decoded, and what a value's meaning may depend on. Offsets are absolute, so that an error can name its
 * place; who calls has made sure that the bytes are there.
 */
export class Reader {
  readonly view: DataView;
  readonly little: boolean;
  /** The message's decoded header: some attributes' types depend on its family. */
  header: unknown = undefined;
  #depth = 0;

  /** @param generate Whether decoders may be generated. Errors are found out without: see shape.ts. */
  constructor(
    readonly bytes: Uint8Array,
    { order = HOST_ORDER }: OrderOptions = {},
    public generate = false,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.little = order === "little";
  }

  u8(at: number): number {
    return this.bytes[at] as number;
  }

  u16(at: number): number {
    return this.view.getUint16(at, this.little);
  }

  u32(at: number): number {
    return this.view.getUint32(at, this.little);
  }

  s32(at: number): number {
    return this.view.getInt32(at, this.little);
  }

  /** A copy: a decoded value must not change when the receive buffer is used again. */
  copy(start: number, end: number): Uint8Array {
    // Not slice: a Buffer's is a view, and a subclass.
    const copied = new Uint8Array(end - start);
    if (copied.length > 64) copied.set(this.bytes.subarray(start, end));
    else for (let i = 0; i < copied.length; i++) copied[i] = this.bytes[start + i] as number;
    return copied;
  }

  /** One level deeper. Attributes can nest as deep as a hostile message likes; the stack cannot. */
  enter(at: number): void {
    if (++this.#depth > MAX_DEPTH) throw new CodecError("decode", `nested more than ${MAX_DEPTH} deep`, at);
  }

  /** And back. After an error, which leaves it out, `restart` makes the reader usable again. */
  leave(): void {
    this.#depth--;
  }

  restart(): void {
    this.#depth = 0;
    this.header = undefined;
  }
}
