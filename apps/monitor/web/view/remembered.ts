/** What the browser keeps for the page: nothing where it is told to. Then a choice lasts as long as the page. */
export function remembered(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

/** @param value Undefined: it is to be forgotten. */
export function remember(key: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // As above; and there may be no room.
  }
}
