import { element } from "../dom.js";

/** Milliseconds: time for the browser to begin reading it. */
const kept = 60_000;

/** Hands something to the browser to be saved. */
export function download(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = element("a", { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), kept);
}
