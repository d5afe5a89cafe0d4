import { findSandbox } from "@netns/testing/sandbox";
import { describe, test } from "vitest";
import { findStock, type Outcome, runTwin, type Twin } from "../compat/twins.js";

const sandbox = findSandbox();
const stock = findStock();

/** What calls `ip` itself; each line's status is shown too. */
const scripts: Readonly<Record<string, string>> = {
  "other objects": `
    ip link
    ip -o link show lo
    ip -br -4 addr
    ip -j link show lo
    ip nosuch
    ip ''
    ip ne
    ip -j nosuch`,
  "no object, usage, version": `
    ip
    ip -j
    ip help
    ip -help
    ip -he netns
    ip -V
    ip -Version netns
    ip -j -V nosuch`,
  "options that are wrong": `
    ip -nosuch
    ip -nosuch netns
    ip ---all netns
    ip -h netns nosuch
    ip -family help netns
    ip -f nosuch netns
    ip -rc abc netns
    ip -n`,
  "inside a namespace": `
    ip netns add blue
    ip link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02
    ip link set v1 netns blue
    ip -n blue -br link set v1 up
    ip -netns blue -o link
    ip -n blue
    ip -n nosuch link
    ip netns exec blue ip -br link
    ip netns exec blue ip netns identify
    ip -all netns exec ip link`,
  batch: `
    printf 'netns add a\\nlink set lo up\\nnetns\\n' | ip -batch -
    printf 'link nosuch\\nnetns add b\\n' >/run/lines
    ip -force -batch /run/lines
    ip -batch /run/lines netns
    ip -b /run/nosuch netns
    ip -b
    rm /run/lines`,
  "bytes that are not UTF-8": `
    b=$(printf 'a\\377')
    ip netns add "$b"
    ip netns
    ip -n "$b" link
    ip link show "$b"
    ip netns exec "$b" echo "$b"
    ip netns del "$b"`,
  "the object in the program's name": `
    ip netns add blue
    ln -s "$(command -v ip)" /run/ipnetns
    /run/ipnetns list
    rm /run/ipnetns`,
};

const canCompare = sandbox.kind !== "none" && stock !== undefined;

describe.skipIf(!canCompare).concurrent("under the name ip, the same as ip", () => {
  for (const [name, lines] of Object.entries(scripts))
    test(name, async ({ expect }) => {
      if (sandbox.kind === "none" || stock === undefined) return;
      const { kind } = sandbox;
      const script = lines.replaceAll(/\S$/gm, '$&; echo "status $?"');
      const run = (twin: Twin): Promise<Outcome> => runTwin(twin, script, kind, stock);
      const [theirs, ours] = await Promise.all([run("stock"), run("ip")]);
      expect(theirs.stdout).toContain("status ");
      expect(ours).toEqual(theirs);
    });
});
