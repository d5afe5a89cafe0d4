/**
 * Calls for a rendering once per frame, however often it is asked for. While the page is hidden there are no frames: it is
 * rendered once when it is seen again.
 */
export class Frame {
  readonly #render: () => void;
  #asked = false;

  constructor(render: () => void) {
    this.#render = render;
  }

  ask(): void {
    if (this.#asked) return;
    this.#asked = true;
    requestAnimationFrame(() => {
      this.#asked = false;
      this.#render();
    });
  }
}

/**
 * Calls at once, and after that no more often than once in so many milliseconds; more rarely where a call takes long, so
 * that the page goes on answering. The last call is never lost.
 */
export function throttle(call: () => void, milliseconds: number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let again = false;
  const run = () => {
    again = false;
    const start = performance.now();
    call();
    const taken = performance.now() - start;
    timer = setTimeout(rest, Math.max(milliseconds, 5 * taken));
  };
  const rest = () => {
    timer = undefined;
    if (again) run();
  };
  return () => {
    if (timer === undefined) run();
    else again = true;
  };
}

/** When what was changed has its place, and those who watch sizes know. */
export function afterLayout(call: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(call));
}
