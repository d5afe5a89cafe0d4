import { expect, test } from "vitest";
import { equals, listingOf } from "./listing.js";

const dump = {
  entries: [
    { id: 1, colour: "red" },
    { id: 2, colour: "green" },
    { id: 3, colour: "red" },
  ],
  attempts: 2,
};
type Entry = (typeof dump.entries)[number];

test("without tests, the entries are those of the dump", () => {
  const listing = listingOf(dump, { link: 3, table: undefined, up: false });
  expect(listing.entries).toBe(dump.entries);
  expect(listing).toMatchObject({ attempts: 2, filteredBy: { kernel: ["link", "up"], client: [] } });
});

test("each test counts, and is named", () => {
  const colour = equals("red", (one: Entry) => one.colour);
  const id = equals<Entry, number>(undefined, (one) => one.id);
  const odd = (one: Entry) => one.id > 1;
  expect(listingOf(dump, {}, { colour, id, odd })).toEqual({
    entries: [{ id: 3, colour: "red" }],
    attempts: 2,
    filteredBy: { kernel: [], client: ["colour", "odd"] },
  });
});

test("equality with nothing is no test", () => {
  expect(equals(undefined, (one: Entry) => one.id)).toBeUndefined();
  expect(equals(0, (one: Entry) => one.id)?.({ id: 0, colour: "" })).toBe(true);
});
