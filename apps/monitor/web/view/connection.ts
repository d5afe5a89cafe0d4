import { button, element, setText } from "../dom.js";
import { clock, count } from "../model/format.js";
import { dismissButton, hideBanner, showBanner, showBriefly } from "./banners.js";

/** What is shown stays, and says from when it is. @param retry Tries again at once. */
export function showDisconnected(since: number, retry: () => void): void {
  showBanner({
    name: "connection",
    tone: "error",
    content: `Not connected since ${clock(since)}. What is shown is as it was then. It is tried again by itself.`,
    actions: [button("Try now", retry)],
  });
}

export function showLocked(): void {
  const token = element("input", { type: "password", "aria-label": "Token", autocomplete: "off" });
  const said = element("span", { role: "status" });
  const form = element("form", {}, token, element("button", { type: "submit" }, "Open"), said);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (await isToken(token.value)) enter(token.value);
    else setText(said, "That is not the token.");
  });
  showBanner({
    name: "connection",
    tone: "error",
    content: "The server wants its token: that in the file that it was started with (--token-file).",
    actions: [form],
  });
}

async function isToken(token: string): Promise<boolean> {
  // What cannot stand in a header is none.
  if (!/^[\x21-\x7e]+$/.test(token)) return false;
  const headers = { authorization: `Bearer ${token}` };
  return (await fetch("/api/v1/openapi.json", { method: "HEAD", headers })).ok;
}

/** The server answers with a cookie, and leads back here without the token in the address. */
function enter(token: string): void {
  location.replace(`/?token=${encodeURIComponent(token)}`);
}

export function hideConnection(): void {
  hideBanner("connection");
}

export function showMissing(sentences: readonly string[]): void {
  if (sentences.length === 0) {
    hideBanner("missing");
    return;
  }
  const list = element("ul", {}, ...sentences.map((sentence) => element("li", {}, sentence)));
  const title = `Not all can be seen: ${count(sentences.length, "thing")}`;
  const [first = ""] = sentences;
  const content = sentences.length === 1 ? first : element("details", {}, element("summary", {}, title), list);
  showBanner({ name: "missing", tone: "warn", content, actions: [dismissButton("missing")] });
}

/** Briefly: the timeline keeps it. */
export function showResync(where: string): void {
  const place = where === "" ? "" : ` in ${where}`;
  showBriefly(`Events were lost${place}; what is there has been read anew.`);
}
