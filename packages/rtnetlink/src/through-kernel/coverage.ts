import { expect } from "vitest";
import { NetlinkError } from "../errors.js";
import { isPrivileged, isUserModeLinux, kernelRelease } from "./kernel.js";

/** What a kernel may lack, by the beginning of its release; of others nothing is demanded. */
export interface MayLack {
  readonly release: string;
  readonly uml: boolean;
  readonly lacks: RegExp;
}

/** Keeps what could not be tried, so that nothing is lost in silence. */
export class Coverage {
  readonly #lacking = new Map<string, string>();

  /** Runs something; where it is refused with one of the codes, the kernel lacks what is named. */
  tryThing(what: string, codes: string | readonly string[], work: () => readonly string[]): void {
    try {
      for (const lacking of work()) this.lacks(what, lacking);
    } catch (error) {
      if (!(error instanceof NetlinkError) || ![codes].flat().includes(error.code)) throw error;
      this.lacks(what, error.message);
    }
  }

  lacks(what: string, why: string): void {
    this.#lacking.set(what, why);
  }

  /** Whether the kernel was found to lack something. */
  isLacking(what: string): boolean {
    return this.#lacking.has(what);
  }

  /** Prints what could not be tried, and fails where this kernel must have it. Who may not load modules has less. */
  conclude(allowances: readonly MayLack[] = []): void {
    const lacking = [...this.#lacking];
    if (lacking.length > 0) {
      console.log(
        `not on this kernel (${kernelRelease}): ${lacking.map(([what, why]) => `${what} (${why})`).join("; ")}`,
      );
    }
    const own = allowances.find(({ release, uml }) => kernelRelease.startsWith(release) && uml === isUserModeLinux);
    if (own === undefined || !isPrivileged) return;
    expect(lacking.map(([what]) => what).filter((what) => !own.lacks.test(what))).toEqual([]);
  }
}
