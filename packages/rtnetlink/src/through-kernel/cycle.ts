import { isDeepStrictEqual } from "node:util";
import type { MessageCodec } from "@netns/netlink";
import { expect } from "vitest";
import type { Request } from "../client.js";
import { CREATE, type Lab } from "./lab.js";

// biome-ignore lint/suspicious/noExplicitAny: the constraint of a type parameter, which keeps the real type.
type AnyMessageCodec = MessageCodec<any, any>;
type Input<C extends AnyMessageCodec> = Exclude<Request<C>["message"], readonly unknown[]>;
type Values = Readonly<Record<string, unknown>>;
interface Plain {
  readonly header: Values;
  readonly attributes: Values;
}

/** A sort of things that are made, listed and taken away. */
export interface Sort<C extends AnyMessageCodec> {
  readonly codec: C;
  readonly create: number;
  readonly get: number;
  readonly remove: number;
  /** The request that takes it away, where not all that made it may be said again. */
  readonly removal?: (message: Input<C>) => Input<C>;
  /** The request for the dump. */
  readonly dump: (message: Input<C>) => Input<C>;
  /** Paths of what tells one from another: the kernel makes things of its own meanwhile. */
  readonly identity: readonly string[];
  /** Paths of what is another time's, or what a request must not have: "attributes.cacheinfo.tstamp". */
  readonly fleeting?: readonly string[];
}

/** A thing of a sort. */
export interface Thing<C extends AnyMessageCodec> {
  readonly about: string;
  readonly message: Input<C>;
  /** What comes back where that is not what was given; `undefined` where nothing does. */
  readonly told?: { readonly header?: Values; readonly attributes?: Values };
  /** Attributes that a kernel may have been built without, and what it lacks then. */
  readonly optional?: Readonly<Record<string, string>>;
  /** What the second request cannot say of what was told, or must say otherwise. */
  readonly again?: { readonly header?: Values; readonly attributes?: Values };
}

/**
 * Makes a thing from an object, finds it in a dump with the values given, takes it away, makes it again from what was
 * told, and compares.
 *
 * @returns What the kernel lacks.
 */
export function tryThing<C extends AnyMessageCodec>(lab: Lab, sort: Sort<C>, thing: Thing<C>): string[] {
  const { codec, create, remove, removal = (message) => message } = sort;
  lab.send(codec, create, thing.message, CREATE);
  const told = dumped(lab, sort, thing);
  const lacking = Object.keys(thing.optional ?? {}).filter((name) => told[0]?.attributes[name] === undefined);
  const expected = expectedOf(sort, thing, lacking);
  expect(told, thing.about).toHaveLength(1);
  // The kernel fills in what was not given, at any depth.
  for (const part of ["header", "attributes"] as const) {
    expect(told[0]?.[part], thing.about).toMatchObject(present(expected[part]));
    for (const [name, value] of Object.entries(expected[part])) {
      if (value === undefined) expect(told[0]?.[part], thing.about).not.toHaveProperty(name);
    }
  }

  lab.send(codec, remove, removal(thing.message));
  expect(dumped(lab, sort, thing), `${thing.about}, deleted`).toEqual([]);

  const again = {
    header: { ...told[0]?.header, ...thing.again?.header },
    attributes: { ...told[0]?.attributes, ...thing.again?.attributes },
  };
  // What TypeScript cannot see: a decoded message is a message.
  lab.send(codec, create, again as unknown as Input<C>, CREATE);
  expect(dumped(lab, sort, thing), `${thing.about}, made again`).toEqual(told);
  lab.send(codec, remove, removal(thing.message));
  return lacking.map((name) => `${name}: ${thing.optional?.[name]}`);
}

/** What is to be told, without what the kernel lacks. */
function expectedOf<C extends AnyMessageCodec>(
  sort: Sort<C>,
  { message, told }: Thing<C>,
  lacking: readonly string[],
): Plain {
  const given = message as unknown as Partial<Plain>;
  const attributes = Object.entries({ ...given.attributes, ...told?.attributes });
  return steady(sort, {
    header: { ...given.header, ...told?.header },
    attributes: Object.fromEntries(attributes.filter(([name]) => !lacking.includes(name))),
  });
}

/** Those in a dump that are the thing, without what is fleeting. */
function dumped<C extends AnyMessageCodec>(lab: Lab, sort: Sort<C>, { message }: Thing<C>): Plain[] {
  const { codec, get, dump, identity } = sort;
  const messages = lab.checkedDump(codec, get, dump(message)) as Plain[];
  const isIt = (told: Plain) => identity.every((path) => isDeepStrictEqual(at(told, path), at(message, path)));
  return messages.filter(isIt).map((told) => steady(sort, told));
}

function at(value: unknown, path: string): unknown {
  return path.split(".").reduce((inner, name) => (inner as Values | undefined)?.[name], value);
}

function present(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

function steady({ fleeting = [] }: { readonly fleeting?: readonly string[] }, message: Plain): Plain {
  return fleeting.reduce((left, path) => without(left, path.split(".")) as Plain, message);
}

function without(value: unknown, [name = "", ...rest]: readonly string[]): unknown {
  if (typeof value !== "object" || value === null || !(name in value)) return value;
  const { [name]: inner, ...others } = value as Values;
  return rest.length === 0 ? others : { ...others, [name]: without(inner, rest) };
}
