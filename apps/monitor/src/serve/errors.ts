/** It cannot serve: the message is a sentence for whoever started it. */
export class ServeError extends Error {
  override readonly name = "ServeError";
}
