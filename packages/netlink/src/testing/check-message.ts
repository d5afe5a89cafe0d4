import { isDeepStrictEqual } from "node:util";
import type { ByteOrder } from "../codec/order.js";
import { CodecError } from "../errors.js";
import type { AnyMessageCodec } from "../families.js";
import { format } from "../format.js";

/**
 * What must hold for any bytes: they decode, and then encode to the same bytes from the list and to an equal object
 * from the object, or they are refused with the one class of error, in both views and with generated code or without.
 *
 * @returns Whether they decoded.
 */
export function checkMessage(family: AnyMessageCodec, payload: Uint8Array, order: ByteOrder, shows = false): boolean {
  const options = { order };
  const before = payload.slice();
  const list = attempt(() => family.decodeList(payload, options));
  const object = attempt(() => family.decode(payload, options));
  const looped = attempt(() => family.decode(payload, { order, generate: false }));
  if (shows)
    format(
      { header: { type: Object.values(family.types)[0] ?? 0, flags: 0, sequence: 0, portId: 0 }, payload },
      options,
    );
  if (object instanceof CodecError || looped instanceof CodecError) {
    const same = object instanceof CodecError && looped instanceof CodecError && object.message === looped.message;
    if (!same) throw new Error("generated code and loops differ about an error");
    return false;
  }
  if (list instanceof CodecError) throw new Error(`only the list is refused: ${list.message}`, { cause: list });
  if (!isDeepStrictEqual(object, looped)) throw new Error("generated code and loops differ");
  const again = family.encode(list, options);
  if (!isDeepStrictEqual(again, payload)) throw new Error("the list gives other bytes");
  if (!isDeepStrictEqual(payload, before)) throw new Error("decoding has changed what it read");
  // Encoding an object may be refused: text with too many bytes, which the kernel would refuse too.
  const rewritten = attempt(() => family.encode(object, options));
  if (!(rewritten instanceof CodecError)) {
    const reread = family.decode(rewritten, options);
    if (!isDeepStrictEqual(reread, object)) throw new Error("the object comes back changed");
  }
  return true;
}

function attempt<T>(work: () => T): T | CodecError {
  try {
    return work();
  } catch (error) {
    if (error instanceof CodecError) return error;
    throw error;
  }
}
