import { describe, expect, test } from "vitest";
import { families } from "./families.js";
import { checkMessage } from "./testing/check-message.js";
import { Random } from "./testing/random.js";
import { mutate, randomMessage } from "./testing/random-message.js";
import { toHex } from "./testing/wire.js";

/** `pnpm test:fuzz` sets more. */
const RUNS = Number(process.env["FUZZ_RUNS"] ?? 40_000);
const SEED = Number(process.env["FUZZ_SEED"] ?? 1);

describe("of any message, in both orders", () => {
  test.each(families.map((family) => [family.name, family] as const))("%s", (_, family) => {
    const runs = Math.ceil(RUNS / families.length);
    let decoded = 0;
    for (let i = 0; i < runs; i++) {
      const random = new Random(SEED * 1_000_003 + i);
      const order = i % 2 === 0 ? "little" : "big";
      const message = randomMessage(random, family, order);
      const payload = random.chance(3) ? mutate(random, message) : message;
      try {
        if (checkMessage(family, payload, order, i % 16 === 0)) decoded++;
      } catch (error) {
        throw new Error(`seed ${SEED}, run ${i}, ${order}-endian ${toHex(payload)}`, { cause: error });
      }
    }
    // That is, the generator makes messages that get far.
    expect(decoded).toBeGreaterThan(runs / 20);
  });
});
