const GONE_OR_NOT_OURS = ["ENOENT", "ESRCH", "EACCES", "EPERM"];

/** What a look into /proc finds. Nothing when what was looked for is gone meanwhile, or is not ours to see. */
export function ifThere(look: () => string): string[] {
  try {
    return [look()];
  } catch (error) {
    if (error instanceof Error && "code" in error && GONE_OR_NOT_OURS.includes(String(error.code))) return [];
    throw error;
  }
}
