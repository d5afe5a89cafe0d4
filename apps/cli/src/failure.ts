/** Ends the command with a status and, if there is one, a line on standard error. */
export class Failure extends Error {
  constructor(
    readonly status: number,
    message?: string,
    /** What it comes from. */
    options?: { readonly cause: unknown },
  ) {
    super(message, options);
  }
}

/** Ends the command at once and in silence: options such as -Version do, and in a batch what ends ip(8) like that. */
export class Stop extends Error {
  constructor(readonly status: number) {
    super();
  }
}

/** What somebody typed cannot be understood: status 255, as in ip(8). */
export function usageFailure(message: string): Failure {
  return new Failure(255, message);
}

/** The subcommand says no: status 1. */
export function refusal(message: string): Failure {
  return new Failure(1, message);
}
