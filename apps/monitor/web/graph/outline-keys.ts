/**
 * Where a key leads from an item of the tree: among those that can be seen. Undefined: nowhere.
 * `intoChildren`: false leaves out the item's own.
 */
export function moveTo(item: HTMLElement, key: string, intoChildren = true): HTMLElement | undefined {
  switch (key) {
    case "ArrowDown":
      return (intoChildren ? firstChild(item) : undefined) ?? after(item);
    case "ArrowUp":
      return before(item);
    case "ArrowRight":
      return firstChild(item);
    case "ArrowLeft":
      return parentOf(item);
    case "Home":
      return first(treeOf(item));
    case "End":
      return lastIn(treeOf(item));
    default:
      return undefined;
  }
}

function treeOf(item: HTMLElement): Element | null {
  return item.closest('[role="tree"]');
}

function isShown(element: Element | null): element is HTMLElement {
  return element instanceof HTMLElement && !element.hidden;
}

function groupOf(item: Element): Element | null {
  const group = item.querySelector(':scope > [role="group"]');
  return isShown(group) ? group : null;
}

function parentOf(item: HTMLElement): HTMLElement | undefined {
  return item.parentElement?.closest<HTMLElement>('[role="treeitem"]') ?? undefined;
}

function first(list: Element | null): HTMLElement | undefined {
  const found = list?.firstElementChild ?? null;
  return found === null || isShown(found) ? (found ?? undefined) : next(found);
}

function firstChild(item: HTMLElement): HTMLElement | undefined {
  return first(groupOf(item));
}

function next(item: Element): HTMLElement | undefined {
  let found = item.nextElementSibling;
  while (found !== null && !isShown(found)) found = found.nextElementSibling;
  return found ?? undefined;
}

function after(item: HTMLElement): HTMLElement | undefined {
  const beside = next(item);
  if (beside !== undefined) return beside;
  const parent = parentOf(item);
  return parent && after(parent);
}

function before(item: HTMLElement): HTMLElement | undefined {
  let found = item.previousElementSibling;
  while (found !== null && !isShown(found)) found = found.previousElementSibling;
  return found === null ? parentOf(item) : (lastIn(groupOf(found)) ?? found);
}

/** The last that can be seen, in a list and all the lists in it. */
function lastIn(list: Element | null): HTMLElement | undefined {
  let found = list?.lastElementChild ?? null;
  while (found !== null && !isShown(found)) found = found.previousElementSibling;
  return found === null ? undefined : (lastIn(groupOf(found)) ?? found);
}
