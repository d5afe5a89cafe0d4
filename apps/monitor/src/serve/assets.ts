import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { extname } from "node:path";

/** A file of the page. */
export interface Asset {
  readonly content: Buffer;
  readonly contentType: string;
  /** Of RFC 9110: the same as long as the content is. */
  readonly etag: string;
}

const contentTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
};

/** The page's files by their names. All of them, and read once: no path is ever made of what a request says. */
export function readAssets(directory: string | URL): ReadonlyMap<string, Asset> {
  const assets = new Map<string, Asset>();
  for (const name of readdirSync(directory)) {
    const contentType = contentTypes[extname(name)];
    if (contentType === undefined) continue;
    const content = readFileSync(typeof directory === "string" ? `${directory}/${name}` : new URL(name, directory));
    const etag = `"${createHash("sha256").update(content).digest("base64url")}"`;
    assets.set(name, { content, contentType, etag });
  }
  return assets;
}
