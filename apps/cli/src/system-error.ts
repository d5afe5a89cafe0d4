/** What a call of node:fs throws. */
export interface SystemError extends Error {
  readonly code: string;
  readonly errno: number;
  readonly syscall?: string;
}

/** Whether it is an error of a call of node:fs. */
export function isSystemError(error: unknown): error is SystemError {
  return error instanceof Error && "errno" in error && typeof error.errno === "number" && "code" in error;
}
