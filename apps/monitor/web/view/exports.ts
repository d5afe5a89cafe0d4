import { part } from "../dom.js";
import { fileName } from "../model/format.js";
import { dismissButton, showBanner } from "./banners.js";
import { download } from "./download.js";
import { wireMenu } from "./menu.js";

/** What can be taken along, as it is at that moment. */
export interface Exports {
  readonly png: () => Promise<Blob>;
  readonly svg: () => string;
  readonly json: () => unknown;
}

export function wireExports({ png, svg, json }: Exports): void {
  wireMenu(part("export", HTMLDetailsElement));
  onPress("png", png);
  onPress("svg", async () => new Blob([svg()], { type: "image/svg+xml" }));
  onPress("json", async () => new Blob([JSON.stringify(json(), undefined, 2), "\n"], { type: "application/json" }));
}

function onPress(format: "png" | "svg" | "json", make: () => Promise<Blob>): void {
  part(`export-${format}`, HTMLButtonElement).addEventListener("click", async () => {
    try {
      download(await make(), fileName(Date.now(), format));
    } catch (error) {
      const content = `It cannot be exported: ${error instanceof Error ? error.message : String(error)}`;
      showBanner({ name: "export", tone: "error", content, actions: [dismissButton("export")] });
    }
  });
}
