import { asJson } from "../json.js";
import type { StreamRecord } from "../records.js";
import { Source, type SourceOptions } from "../source.js";
import { statisticsLine } from "../statistics.js";
import { isoTime, now, type TimeStyle, timePrefix } from "../time.js";
import type { Output } from "./output.js";
import { asText } from "./text.js";

/** What to print, and how. */
export interface StreamOptions extends SourceOptions {
  readonly json: boolean;
  readonly time: TimeStyle;
}

/** So much text may wait for the reader until no more events of links … are read, and until none of names. */
const INSIDE_LIMIT = 64 * 1024;
const NAMES_LIMIT = 1024 * 1024;

/** Prints what there is and what happens, until the signal is aborted. */
export class Stream {
  readonly #options: StreamOptions;
  readonly #output: Output;
  readonly #source: Source;
  #records = 0;

  constructor(options: StreamOptions, runDir: string, output: Output) {
    this.#options = options;
    this.#output = output;
    this.#source = new Source(options, runDir, (record) => this.#print(record));
  }

  get statistics(): string {
    return statisticsLine(this.#source.statistics, this.#records);
  }

  /** @throws as Source's */
  run(signal: AbortSignal): Promise<never> {
    return this.#source.run(signal);
  }

  #print(record: StreamRecord): Promise<void> | undefined {
    const time = now();
    const { json, time: style } = this.#options;
    const text = json ? asJson(record, style === "none" ? undefined : isoTime(time)) : asText(record);
    if (text === undefined) return undefined;
    this.#records++;
    this.#output.write(`${json ? "" : timePrefix(style, time)}${text}\n`);
    return this.#output.room(isOfNames(record) ? NAMES_LIMIT : INSIDE_LIMIT);
  }
}

/** Names and ids: what comes and goes is acted on, whether or not it is read. */
function isOfNames(record: StreamRecord): boolean {
  return !("namespace" in record) || record.namespace === undefined;
}
