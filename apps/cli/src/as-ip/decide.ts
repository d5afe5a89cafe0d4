import { Failure, Stop } from "../failure.js";
import { defaultSettings, type Effects, readOptions } from "../options.js";
import { isObject } from "./object.js";

/**
 * Whether a command line under the name `ip` is for us: good options, then `netns`. All others are the real ip's: other
 * objects and none, a batch (its lines may name other objects), a version or a usage that is asked for, and whatever is
 * wrong before the object, so that the text is the real one's, and options that only a newer ip has work.
 */
export function isForUs(words: readonly string[]): boolean {
  const settings = defaultSettings();
  const object = objectOf(words, { settings, enter() {}, printVersion() {}, printUsage() {} });
  return object !== undefined && settings.batch === undefined && isObject(object);
}

/** The word behind the options. `undefined` when there is none, or they end the command. */
function objectOf(words: readonly string[], effects: Effects): string | undefined {
  try {
    return readOptions(words, "ip netns", effects)[0];
  } catch (error) {
    if (error instanceof Stop || error instanceof Failure) return undefined;
    throw error;
  }
}
