import { randomBytes } from "node:crypto";

/** A run of the server: numbers of another one say nothing here. */
export function newEpoch(): string {
  return randomBytes(8).toString("hex");
}

export function eventId(epoch: string, number: number): string {
  return `${epoch}-${number}`;
}

/** The number in an id of this epoch; undefined for any other text. */
export function numberOf(id: string, epoch: string): number | undefined {
  const [, number] = /^[0-9a-f]+-(\d{1,15})$/.exec(id) ?? [];
  return number !== undefined && id === eventId(epoch, Number(number)) ? Number(number) : undefined;
}
