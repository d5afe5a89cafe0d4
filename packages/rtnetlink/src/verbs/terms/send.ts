import type { RtnetlinkClient } from "../../client.js";
import type { AnyMessageCodec, BatchRequest } from "../../request.js";

/** Makes one request of those that could be in a batch. */
export function send<C extends AnyMessageCodec>(client: RtnetlinkClient, request: BatchRequest<C>): void {
  client.request(request, request.flags);
}
