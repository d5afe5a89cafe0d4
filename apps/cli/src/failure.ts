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

/** What somebody typed cannot be understood: status 255, as in ip(8). */
export function usageFailure(message: string): Failure {
  return new Failure(255, message);
}

/** The subcommand says no: status 1. */
export function refusal(message: string): Failure {
  return new Failure(1, message);
}
