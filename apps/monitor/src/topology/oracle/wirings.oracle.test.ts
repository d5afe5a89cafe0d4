import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { until, withMonitor } from "../../fixtures/monitor.js";
import { Follower } from "./follower.js";
import { clear, HERE, Holder, hasIp, ip, NoSuchKind, RUN_DIR } from "./stock.js";
import { type Stage, type Wiring, wirings } from "./wirings.js";

if (!hasIp) console.error("Compared with nothing: ip(8) is missing: install iproute2");
const oracleTest: typeof kernelTest = hasIp ? kernelTest : (kernelTest.skip as typeof kernelTest);

for (const wiring of wirings) {
  oracleTest(wiring.what, async ({ skip }) => {
    const holders = Array.from({ length: wiring.unnamed ?? 0 }, () => new Holder());
    const add = wiring.namespaces.map((name) => `netns add ${name}`);
    ip(HERE, add);
    try {
      for (const holder of holders) await holder.isThere();
      await follow(wiring, holders);
    } catch (error) {
      if (error instanceof NoSuchKind) skip(error.message);
      throw error;
    } finally {
      for (const holder of holders) await holder.end();
      clear();
    }
  });
}

async function follow({ stages: [first, ...others] }: Wiring, holders: readonly Holder[]): Promise<void> {
  take(first, holders);
  await withMonitor(RUN_DIR, ["--json", "--own", "--all"], async (monitor) => {
    const follower = new Follower(monitor);
    await until("all has been told that there is", () => follower.world.isComplete);
    await follower.seesWhatIpSees(first.edges);
    for (const stage of others) {
      take(stage, holders);
      await follower.seesWhatIpSees(stage.edges);
    }
    expect(monitor.errors).toBe("");
  });
}

function take({ steps }: Stage, holders: readonly Holder[]): void {
  for (const [namespace, ...commands] of steps) {
    const withPids = commands.map((command) => command.replace(/@(\w+)/g, (_, who: string) => pidOf(who, holders)));
    ip(namespace, withPids);
  }
}

/** "0" is the first holder's process, "own" this one. */
function pidOf(who: string, holders: readonly Holder[]): string {
  return String(who === "own" ? process.pid : holders[Number(who)]?.pid);
}
