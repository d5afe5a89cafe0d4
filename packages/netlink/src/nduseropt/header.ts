import { bytes } from "../codec/bytes.js";
import type { Codec } from "../codec/codec.js";
import { checkObject } from "../codec/encode.js";
import { s32, u8, u16 } from "../codec/integers.js";
import type { Reader } from "../codec/reader.js";
import { gap, type StructInput, type StructValue, struct } from "../codec/struct.js";
import { CodecError } from "../errors.js";

/** What it has at a fixed place. The length of the options says where the attributes begin. */
const fields = {
  family: u8, // AF_INET6, 10
  pad1: gap(1),
  optsLen: u16,
  ifindex: s32,
  icmpType: u8, // 134: a router's advertisement
  icmpCode: u8,
  pad2: gap(2),
  pad3: gap(4),
} as const;

const fixed = struct("nduseroptmsg", fields);

/** The header, and the options as they were received: type, length in units of 8 bytes, and so on. */
export type Nduseroptmsg = Omit<StructValue<typeof fields>, "tail" | "optsLen"> & { readonly options: Uint8Array };
/** For encoding. */
export type NduseroptmsgInput = Omit<StructInput<typeof fields>, "tail" | "optsLen"> & {
  readonly options?: Uint8Array | undefined;
};

/** struct nduseroptmsg, linux/rtnetlink.h, and the options of neighbor discovery that stand behind it. */
export interface NduseroptHeader extends Codec<Nduseroptmsg, Nduseroptmsg, NduseroptmsgInput> {
  readonly fields: typeof fields;
  /** Without the options. */
  readonly length: number;
  decodeFields(reader: Reader, start: number, end: number): Nduseroptmsg;
}

export const nduseroptmsg: NduseroptHeader = /* @__PURE__ */ withOptions();

/* @__NO_SIDE_EFFECTS__ */
function withOptions(): NduseroptHeader {
  function decode(reader: Reader, start: number, end: number): Nduseroptmsg {
    const { optsLen, ...rest } = fixed.decodeFields(reader, start, end);
    const from = start + fixed.length;
    if (optsLen % 8 !== 0)
      throw new CodecError("decode", `${optsLen} bytes of options are no multiple of 8`, start + 2);
    if (optsLen > end - from) {
      throw new CodecError("decode", `${optsLen} bytes of options, where ${end - from} are left`, start + 2);
    }
    return { ...rest, options: reader.copy(from, from + optsLen) };
  }

  return {
    name: fixed.name,
    fields,
    length: fixed.length,
    decode,
    decodeList: decode,
    decodeFields: decode,
    encode(writer, value) {
      checkObject(writer, value, "a nduseroptmsg");
      const { options, ...rest } = value;
      const optsLen = options?.length ?? 0;
      if (optsLen % 8 !== 0) {
        throw new CodecError("encode", `${optsLen} bytes of options are no multiple of 8`, writer.length);
      }
      fixed.encode(writer, { ...rest, optsLen });
      if (options !== undefined) bytes.encode(writer, options);
    },
    inside: (reader, start) => fixed.inside?.(reader, start, start + fixed.length) ?? [],
  };
}
