import { attributeEnumerations } from "./enumerations.mjs";
import { exceptions } from "./exceptions.mjs";
import { mistyped } from "./types.mjs";

/**
 * @typedef {import("./headers.mjs").Headers} Headers
 * @typedef {import("./headers.mjs").Numbers} Numbers
 * @typedef {import("./tables.mjs").Tables} Tables
 * @typedef {import("./tables.mjs").Line} Line
 * @typedef {Record<string, [number: number, type: string]>} SpecSet
 * @typedef {Record<string, Record<string, SpecSet>>} Specs
 * @typedef {{ headers: Headers & { version: string }, newer: Record<string, number>, specs: Specs, machine: Headers | undefined }} Sources
 *
 * @typedef {{ title: string, declared: number, total: number, problems: string[] }} Result Of one enumeration or set.
 * @typedef {(kind: keyof typeof exceptions, name: string) => boolean} Excuse
 * @typedef {{ declared: ReadonlyMap<string, Line[]>, excuse: Excuse }} Context The tables' lines by the kernel's names.
 */

const firsts = Object.values(attributeEnumerations).flat();

/**
 * @param {Tables} tables
 * @param {Sources} sources
 * @returns {{ results: Result[], notes: string[], summary: string, problems: number }}
 */
export function compare({ sets, constants }, { headers, newer, specs, machine }) {
  const needed = new Set();
  /** @type {Context} */
  const context = {
    declared: linesOf(sets),
    excuse(kind, name) {
      if (!Object.hasOwn(exceptions[kind], name)) return false;
      needed.add(`${kind} ${name}`);
      return true;
    },
  };
  const ofHeaders = numbersOf(headers);
  const ofMachine = machine === undefined ? new Map() : numbersOf(machine);

  const enumerations = firsts.map((first) => compareEnumeration(first, headers, context));
  const specified = Object.entries(specs).flatMap(([spec, ofSpec]) =>
    Object.entries(ofSpec).map(([name, set]) => compareSpecification(`${spec}.yaml, ${name}`, set, headers, context)),
  );
  const others = [
    compareNewer(newer, context),
    compareLines([ofHeaders, new Map(Object.entries(newer)), specNumbers(specs), ofMachine], context),
    compareConstants(constants, [ofHeaders, ofMachine], context),
  ];
  const needless = Object.entries(exceptions).flatMap(([kind, reasons]) =>
    Object.keys(reasons).filter((name) => !needed.has(`${kind} ${name}`)),
  );
  const results = [
    ...enumerations,
    ...specified,
    ...others,
    {
      title: "exceptions",
      declared: needed.size,
      total: needed.size + needless.length,
      problems: needless.map((name) => `${name} is no exception`),
    },
  ];

  const unnamed = [...constants.keys()].filter((name) => !ofHeaders.has(name) && !ofMachine.has(name));
  const problems = results.reduce((sum, result) => sum + result.problems.length, 0);
  const declared = enumerations.reduce((sum, result) => sum + result.declared, 0);
  const total = enumerations.reduce((sum, result) => sum + result.total, 0);
  return {
    results,
    notes: [
      ...(machine === undefined ? ["this machine has no kernel headers to compare with"] : newerThan(machine, headers)),
    ],
    summary:
      `${declared} of ${total} attributes of linux ${headers.version}, ` +
      `${constants.size - unnamed.length} of ${constants.size} named numbers, which a header has, ` +
      `${needed.size} exceptions: ${problems} problems`,
    problems,
  };
}

/** @param {Tables["sets"]} sets @returns {ReadonlyMap<string, Line[]>} */
function linesOf(sets) {
  const lines = new Map();
  for (const line of sets.flatMap((set) => set.lines)) {
    lines.set(line.kernelName, [...(lines.get(line.kernelName) ?? []), line]);
  }
  return lines;
}

/** @param {Headers} headers @returns {Map<string, number | string>} */
function numbersOf({ enumerations, constants }) {
  return new Map([...Object.entries(constants), ...enumerations.flatMap(({ numbers }) => Object.entries(numbers))]);
}

/** @param {Specs} specs @returns {Map<string, number>} */
function specNumbers(specs) {
  const lines = Object.values(specs).flatMap((sets) => Object.values(sets).flatMap((set) => Object.entries(set)));
  return new Map(lines.map(([name, [number]]) => [name, number]));
}

/** @param {string} first @param {Headers} headers @returns {Headers["enumerations"][number]} */
function enumerationOf(first, headers) {
  const found = headers.enumerations.find(({ numbers }) => Object.keys(numbers)[0] === first);
  if (found === undefined) throw new Error(`no enumeration begins with ${first}`);
  return found;
}

/** @param {string} first @param {Headers} headers @param {Context} context @returns {Result} */
function compareEnumeration(first, headers, { declared, excuse }) {
  const { header, numbers } = enumerationOf(first, headers);
  const all = [...namesByNumber(numbers)];
  const here = all.filter(([, names]) => names.some((name) => declared.has(name)));
  const missing = all.filter(
    ([, names]) => !names.some((name) => declared.has(name) || saysNothing(name) || excuse("missing", name)),
  );
  return {
    title: `${first.replace(/_[A-Z]+$/, "_*")} (${header})`,
    declared: here.length,
    total: here.length + missing.length,
    problems: missing.map(([number, names]) => `${names.join(" or ")} = ${number} is missing`),
  };
}

/**
 * An enumeration's attributes; several names of one number are one. Its bounds are none.
 *
 * @param {Numbers} numbers
 * @returns {Map<number | string, string[]>}
 */
function namesByNumber(numbers) {
  const found = new Map();
  for (const [name, number] of Object.entries(numbers)) {
    const stem = name.replace(/_MAX$/, "");
    const isBound = stem !== name && (`__${stem}_MAX` in numbers || `__${stem}_CNT` in numbers);
    if (!isBound && !name.startsWith("__")) found.set(number, [...(found.get(number) ?? []), name]);
  }
  return found;
}

/** Number 0 by its name, what only moves the next attribute to a multiple of eight, and what was never used. @param {string} name */
function saysNothing(name) {
  return /_(UNSPEC|NONE|UNUSED\d?|PAD\d?)$/.test(name);
}

/**
 * @param {string} title
 * @param {SpecSet} set
 * @param {Headers} headers
 * @param {Context} context
 * @returns {Result}
 */
function compareSpecification(title, set, headers, { declared, excuse }) {
  // What a header has as well was missed there.
  const known = numbersOf(headers);
  const names = Object.keys(set).filter((name) => !saysNothing(name));
  const problems = Object.entries(set).flatMap(([name, [number, type]]) => {
    const lines = declared.get(name) ?? [];
    if (lines.length === 0) {
      const isMissed = !saysNothing(name) && !known.has(name) && !excuse("missing", name);
      return isMissed ? [`${name} = ${number} (${type}) is missing`] : [];
    }
    return lines.flatMap((line) => {
      const wrong = mistyped(type, line);
      return wrong === undefined || excuse("mistyped", name) ? [] : [`${name}: ${wrong}`];
    });
  });
  return { title, declared: names.filter((name) => declared.has(name)).length, total: names.length, problems };
}

/** @param {Record<string, number>} newer @param {Context} context @returns {Result} */
function compareNewer(newer, { declared, excuse }) {
  const names = Object.keys(newer);
  const missing = names.filter((name) => !declared.has(name) && !excuse("missing", name));
  return {
    title: "attributes that are newer than the headers",
    declared: names.length - missing.length,
    total: names.length,
    problems: missing.map((name) => `${name} = ${newer[name]} is missing`),
  };
}

/**
 * The lines of the tables: the name of each has to be somewhere, and everywhere with its number.
 *
 * @param {ReadonlyArray<ReadonlyMap<string, number | string>>} sources
 * @param {Context} context
 * @returns {Result}
 */
function compareLines(sources, { declared, excuse }) {
  const problems = [...declared].flatMap(([name, lines]) => {
    const numbers = sources.flatMap((source) => source.get(name) ?? []);
    if (numbers.length === 0) return [`${name}: no header or specification has it`];
    const wrong = lines.flatMap(({ type }) =>
      numbers.filter((number) => number !== type).map((number) => `${name} is ${number}, not ${type}`),
    );
    return wrong.length === 0 || excuse("misnumbered", name) ? [] : [...new Set(wrong)];
  });
  return { title: "names and numbers", declared: declared.size, total: declared.size, problems };
}

/**
 * @param {Tables["constants"]} constants
 * @param {ReadonlyArray<ReadonlyMap<string, number | string>>} sources
 * @param {Context} context
 * @returns {Result}
 */
function compareConstants(constants, sources, { excuse }) {
  const problems = [...constants].flatMap(([name, value]) => {
    const others = sources.flatMap((source) => source.get(name) ?? []).filter((other) => !isSame(other, value));
    if (others.length === 0 || excuse("constants", name)) return [];
    return [...new Set(others)].map((other) => `${name} is ${other}, not ${value}`);
  });
  return { title: "named numbers", declared: constants.size, total: constants.size, problems };
}

/** A flag in the sign bit may be written either way. @param {number | string} a @param {number | bigint} b */
function isSame(a, b) {
  return BigInt(a) === BigInt(b) || BigInt.asUintN(32, BigInt(a)) === BigInt.asUintN(32, BigInt(b));
}

/**
 * A machine with newer headers is no reason to fail, but one to add what they have.
 *
 * @param {Headers} machine
 * @param {Headers} headers
 */
function newerThan(machine, headers) {
  const before = numbersOf(headers);
  const added = machine.enumerations
    .filter(({ numbers }) => firsts.includes(Object.keys(numbers)[0] ?? ""))
    .flatMap(({ numbers }) => [...namesByNumber(numbers).values()].flat())
    .filter((name) => !before.has(name));
  return added.length > 0 ? [`this machine's headers are newer, and have ${added.join(", ")}`] : [];
}
