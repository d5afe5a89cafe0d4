import { type Bytes, type SpawnOptions, SyscallError } from "@netns/syscall";
import { NamespaceError, type Step } from "../errors.js";
import type { Place } from "./place.js";

/** What the carrier's thread is told. */
export interface CarrierData extends Place {
  readonly file: Bytes;
  readonly argv: readonly Bytes[];
  readonly environment: readonly Bytes[] | undefined;
  readonly options: SpawnOptions;
}

/** What it tells. */
export type CarrierReport =
  | { readonly pid: number; readonly warnings: readonly CarriedError[] }
  | { readonly error: CarriedError; readonly warnings: readonly CarriedError[] };

/** A NamespaceError as it goes from one thread to another, where only plain objects arrive. */
export interface CarriedError {
  readonly step: Step;
  readonly name: Uint8Array | undefined;
  readonly path: string | undefined;
  readonly dest: string | undefined;
  readonly errno: number;
  readonly syscall: string | undefined;
}

export function carry({ step, rawName: name, path, dest, errno, syscall }: NamespaceError): CarriedError {
  return { step, name, path, dest, errno, syscall };
}

export function unpack({ step, name, path, dest, errno, syscall }: CarriedError): NamespaceError {
  return new NamespaceError(step, { name, path, dest }, new SyscallError(syscall ?? step, errno, { path, dest }));
}
