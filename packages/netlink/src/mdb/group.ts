import { ipv4, ipv6, linkAddress, mac } from "../codec/address.js";
import { type Codec, scalar } from "../codec/codec.js";
import { checkObject } from "../codec/encode.js";
import { be16, type Sized } from "../codec/integers.js";
import { CodecError } from "../errors.js";

/** The group that an entry of a multicast database is for. */
export interface MdbGroup {
  /** As `proto` says; all sixteen bytes in hexadecimal where that is none of the three. */
  readonly address: string;
  /** ETH_P_IP (0x0800), ETH_P_IPV6 (0x86dd), or 0 for a link-layer address. */
  readonly proto: number;
  /** What stands in the bytes that `address` does not need, and in C's padding, where that is not zero. */
  readonly rest?: Uint8Array;
}

/** For encoding: `proto` follows from the address, unless it is given. */
export interface MdbGroupInput {
  readonly address?: string | undefined;
  readonly proto?: number | undefined;
  readonly rest?: Uint8Array | undefined;
}

const ETH_P_IP = 0x0800;
const ETH_P_IPV6 = 0x86dd;

/**
 * The member `addr` of struct br_mdb_entry, linux/if_bridge.h.
 * ```
 * 0 union: IPv4, IPv6 or link-layer address | 16 proto (be16) | 18 padding of 2
 * ```
 */
export const mdbGroup: Sized<MdbGroup, MdbGroupInput> = /* @__PURE__ */ sized();

/* @__NO_SIDE_EFFECTS__ */
function sized(): Sized<MdbGroup, MdbGroupInput> {
  return {
    ...scalar<MdbGroup, MdbGroupInput>({
      name: "br_mdb_entry.addr",
      decode(reader, start) {
        const proto = be16.decode(reader, start + 16, start + 18);
        const { codec, size } = addressOf(proto);
        const address = codec.decode(reader, start, start + size);
        const rest = new Uint8Array([
          ...reader.bytes.subarray(start + size, start + 16),
          ...reader.bytes.subarray(start + 18, start + 20),
        ]);
        return rest.every((byte) => byte === 0) ? { address, proto } : { address, proto, rest };
      },
      encode(writer, value) {
        checkObject(writer, value, "a group");
        const { address, proto = protoOf(address), rest } = value;
        const start = writer.length;
        const { codec, size } = addressOf(proto);
        if (address === undefined) writer.reserve(size);
        else codec.encode(writer, address);
        if (writer.length - start !== size) {
          throw new CodecError(
            "encode",
            `${JSON.stringify(address)} does not take the ${size} bytes of a group`,
            start,
          );
        }
        const between = 16 - size;
        if (rest !== undefined && rest.length !== between + 2) {
          throw new CodecError("encode", `${rest.length} bytes of rest where ${between + 2} belong`, writer.length);
        }
        writer.append(rest?.subarray(0, between) ?? new Uint8Array(between));
        be16.encode(writer, proto);
        writer.append(rest?.subarray(between) ?? new Uint8Array(2));
      },
    }),
    size: 20,
  };
}

function addressOf(proto: number): { readonly codec: Codec<string>; readonly size: number } {
  switch (proto) {
    case ETH_P_IP:
      return { codec: ipv4, size: 4 };
    case ETH_P_IPV6:
      return { codec: ipv6, size: 16 };
    case 0:
      return { codec: mac, size: 6 };
    default:
      return { codec: linkAddress, size: 16 };
  }
}

/** Six pairs of digits are never an IPv6 address: that has eight groups, or `::`. */
function protoOf(address: string | undefined): number {
  if (address === undefined || /^[\da-f]{2}(:[\da-f]{2}){5}$/i.test(address)) return 0;
  return address.includes(":") ? ETH_P_IPV6 : ETH_P_IP;
}
