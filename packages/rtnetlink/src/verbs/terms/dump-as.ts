import type { RtnetlinkClient } from "../../client.js";
import type { AnyMessageCodec, Output, Request } from "../../request.js";

/**
 * A request whose answers are made into something else as they come, undefined being left out: of 100,000 messages,
 * those that live until all are there would be looked at by the garbage collector over and over.
 */
export function answeredAs<C extends AnyMessageCodec>(
  request: Request<C>,
  make: (message: Output<C>) => unknown,
): Request<C> {
  const { codec } = request;
  return {
    type: request.type,
    message: request.message,
    codec: { ...codec, decode: (from) => make(codec.decode(from) as Output<C>) },
  };
}

/** A dump, made into something else so. */
export function dumpAs<C extends AnyMessageCodec, T>(
  client: RtnetlinkClient,
  request: Request<C>,
  make: (message: Output<C>) => T | undefined,
): { readonly entries: readonly T[]; readonly attempts: number } {
  const { entries, attempts } = client.dump(answeredAs(request, make));
  // What TypeScript cannot see: the codec has made them.
  return { entries: entries as readonly T[], attempts };
}
