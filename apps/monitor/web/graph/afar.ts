/** How far away boxes are seen from: what they look like then has a class of this name. */
export interface Afar {
  readonly name: string;
  /** Text is larger by so much, to be read all the same. */
  readonly scale: number;
  /** Below this zoom. */
  readonly below: number;
}

/** From near to far. Nearer than all of these, links and their texts can be read. */
export const afar: readonly Afar[] = [
  { name: "far", scale: 2, below: 0.5 },
  { name: "farther", scale: 3, below: 0.25 },
  { name: "remote", scale: 6, below: 0.13 },
  { name: "remotest", scale: 12, below: 0.065 },
];

/** Undefined: near. */
export function afarAt(zoom: number): Afar | undefined {
  return afar.findLast(({ below }) => zoom < below);
}
