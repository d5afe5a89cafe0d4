import {
  linkMessage,
  NLM_F_CREATE,
  NLM_F_ECHO,
  NLM_F_EXCL,
  nsidMessage,
  RTM_DELLINK,
  RTM_GETLINK,
  RTM_GETNSID,
  RTM_NEWLINK,
} from "@netns/netlink";
import { linux, type System } from "@netns/syscall";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { openClient } from "./client.js";
import { Lab } from "./through-kernel/lab.js";

const veth = (ifname: string) => ({
  codec: linkMessage,
  type: RTM_NEWLINK,
  flags: NLM_F_CREATE | NLM_F_EXCL,
  message: { attributes: { ifname, linkinfo: { kind: "veth" as const } } },
});

kernelTest("a batch goes on after a refusal", () => {
  using lab = new Lab();
  const answers = lab.client.batch([
    veth("a"),
    veth("a"),
    veth("b"),
    { codec: linkMessage, type: RTM_GETLINK, message: { attributes: { ifname: "b" } } },
    { codec: linkMessage, type: RTM_DELLINK, message: { attributes: { ifname: "none" } } },
  ]);
  expect(answers.map(({ error }) => error?.code)).toEqual([undefined, "EEXIST", undefined, undefined, "ENODEV"]);
  expect(answers[3]?.replies[0]?.attributes.ifname).toBe("b");
});

kernelTest("thousands of requests go out in far fewer datagrams, and none of their answers is lost or mixed up", () => {
  using lab = new Lab();
  let sent = 0;
  const sendto: System["sendto"] = (...args) => {
    sent++;
    return linux.sendto(...args);
  };
  using client = openClient({ namespace: lab.namespace, system: { ...linux, sendto } });
  const COUNT = 3000;
  // Every third is refused.
  const answers = client.batch(
    Array.from({ length: COUNT }, (_, i) => ({
      codec: nsidMessage,
      type: RTM_GETNSID,
      message: { attributes: i % 3 === 0 ? { nsid: 100_000 + i } : { pid: process.pid } },
    })),
  );
  expect(answers).toHaveLength(COUNT);
  for (const [i, { replies, error, warning }] of answers.entries()) {
    expect([replies.length, error?.code, warning]).toEqual(
      i % 3 === 0 ? [0, "ENOENT", undefined] : [1, undefined, undefined],
    );
  }
  // An answer is taken to be 8 KiB, and there is room for about 100 KiB.
  expect(sent).toBeLessThan(COUNT / 5);
  expect(client.batch([])).toEqual([]);
});

kernelTest("echoes of what was made have room too", () => {
  using lab = new Lab();
  const answers = lab.client.batch(
    Array.from({ length: 80 }, (_, i) => ({
      codec: linkMessage,
      type: RTM_NEWLINK,
      flags: NLM_F_CREATE | NLM_F_EXCL | NLM_F_ECHO,
      message: { attributes: { ifname: `br${i}`, linkinfo: { kind: "bridge" as const } } },
    })),
  );
  expect(answers.map(({ error }) => error).filter((error) => error !== undefined)).toEqual([]);
  // Kernels before 6.2 tell nothing of a new link to who has asked.
  for (const [i, { replies }] of answers.entries()) {
    expect([[], [`br${i}`]]).toContainEqual(replies.map(({ attributes }) => attributes.ifname));
  }
});
