const keys: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowDown: (at, last) => Math.min(at + 1, last),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_at, last) => last,
};

/** A list that is one stop for Tab: arrows, Home and End go on in it. The items are its buttons. */
export function wireRovingFocus(list: HTMLElement): void {
  list.addEventListener("keydown", (event) => {
    const items = [...list.querySelectorAll<Element>("button")];
    const at = document.activeElement === null ? -1 : items.indexOf(document.activeElement);
    const next = at < 0 ? undefined : keys[event.key]?.(at, items.length - 1);
    if (next === undefined) return;
    event.preventDefault();
    const item = items[next];
    if (item instanceof HTMLElement) item.focus();
  });
  list.addEventListener("focusin", ({ target }) => {
    for (const item of list.querySelectorAll<HTMLElement>('button[tabindex="0"]')) item.tabIndex = -1;
    if (target instanceof HTMLElement) target.tabIndex = 0;
  });
}

/** One of them has to be there for Tab. */
export function keepReachable(list: HTMLElement): void {
  if (list.querySelector('button[tabindex="0"]') === null) list.querySelector("button")?.setAttribute("tabindex", "0");
}
