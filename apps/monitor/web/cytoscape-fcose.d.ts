/** The package has no types: an extension, and what of its options is used here. */
declare module "cytoscape-fcose" {
  import type { EdgeSingular, Ext } from "cytoscape";

  const fcose: Ext;
  export default fcose;

  /** https://github.com/iVis-at-Bilkent/cytoscape.js-fcose#api */
  export interface FcoseOptions {
    readonly name: "fcose";
    readonly quality: "draft" | "default" | "proof";
    readonly randomize: boolean;
    readonly animate: false;
    readonly fit: boolean;
    /** Pixels, from border to border. */
    readonly idealEdgeLength: (edge: EdgeSingular) => number;
    readonly edgeElasticity: (edge: EdgeSingular) => number;
    readonly nodeRepulsion: () => number;
    readonly nodeSeparation: number;
    readonly packComponents: boolean;
    readonly tile: boolean;
    readonly numIter: number;
  }
}
