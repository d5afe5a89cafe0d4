import { part } from "../dom.js";

/** A native dialog: it keeps the focus, Escape closes it, and the focus goes back. @returns Opens it. */
export function wireHelp(): () => void {
  const help = part("help", HTMLDialogElement);
  const open = () => help.showModal();
  part("show-help", HTMLButtonElement).addEventListener("click", open);
  return open;
}
