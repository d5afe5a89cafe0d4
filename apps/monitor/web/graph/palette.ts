/** The colours of a theme: the only place where the graph's stand. `palette.test.ts` computes their contrasts. */
export interface Palette {
  readonly page: string;
  readonly box: string;
  readonly boxBorder: string;
  readonly ownBorder: string;
  /** Of a namespace that cannot be looked into, or has no name. */
  readonly vagueBox: string;
  readonly vagueBorder: string;
  readonly text: string;
  readonly quietText: string;
  readonly tile: string;
  readonly peer: string;
  readonly master: string;
  readonly lower: string;
  readonly accent: string;
  readonly state: Readonly<Record<LinkState, string>>;
  /** Of a box that is seen from afar, by the worst state in it. */
  readonly ground: Readonly<Record<LinkState, string>>;
}

/** What is to be seen of a link's state: as in words (model/link-state.ts). "unknown": it is up, and its driver does not tell more. */
export type LinkState = "up" | "down" | "no-carrier" | "unknown";

export type Theme = "light" | "dark";

export const palettes: Readonly<Record<Theme, Palette>> = {
  light: {
    page: "#f6f7f9",
    box: "#ffffff",
    boxBorder: "#8795a6",
    ownBorder: "#1f5fc4",
    vagueBox: "#eceff3",
    vagueBorder: "#747f8d",
    text: "#1b2330",
    quietText: "#566171",
    tile: "#ffffff",
    peer: "#5b6b80",
    master: "#2b6777",
    lower: "#7a5195",
    accent: "#1f5fc4",
    state: { up: "#1a7f45", down: "#b3261e", "no-carrier": "#8f5500", unknown: "#566171" },
    ground: { up: "#eaf6ee", down: "#fdeceb", "no-carrier": "#fff4df", unknown: "#ffffff" },
  },
  dark: {
    page: "#14171c",
    box: "#1c2027",
    boxBorder: "#63738a",
    ownBorder: "#7fb0ff",
    vagueBox: "#232832",
    vagueBorder: "#76849a",
    text: "#e6e9ee",
    quietText: "#a3adba",
    tile: "#1c2027",
    peer: "#8a9bb2",
    master: "#5fb3c8",
    lower: "#c39be0",
    accent: "#7fb0ff",
    state: { up: "#56c98a", down: "#ff8f85", "no-carrier": "#e6ae4b", unknown: "#a3adba" },
    ground: { up: "#16291f", down: "#3a2120", "no-carrier": "#3a2f19", unknown: "#1c2027" },
  },
};
