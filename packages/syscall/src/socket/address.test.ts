import { expect, test } from "vitest";
import { AF_INET, AF_INET6, AF_NETLINK, AF_PACKET, AF_UNIX } from "../constants/socket.js";
import { type Random, seeded } from "../testing/random.js";
import { decodeAddress, encodeAddress, type SocketAddress } from "./address.js";
import { formatIpv4, formatIpv6 } from "./ip-text.js";
import type { OtherFamily } from "./other.js";

const hex = (text: string) => Buffer.from(text.replaceAll(" ", ""), "hex");

// Those with numbers in them are what a C program wrote, compiled with gcc 12 and glibc 2.36.
test.each<[string, SocketAddress, string]>([
  ["netlink", { family: AF_NETLINK, portId: 0xdeadbeef, groups: 5 }, "1000 0000 efbeadde 05000000"],
  ["inet", { family: AF_INET, address: "127.0.0.1", port: 8080 }, "0200 1f90 7f000001 0000000000000000"],
  [
    "inet6",
    { family: AF_INET6, address: "fe80::1", port: 53, flowInfo: 0x12345, scopeId: 7 },
    "0a00 0035 00012345 fe800000000000000000000000000001 07000000",
  ],
  ["a path", { family: AF_UNIX, path: "/a" }, "0100 2f61 00"],
  ["an abstract name", { family: AF_UNIX, path: "\0a\0" }, "0100 006100"],
  ["no name", { family: AF_UNIX, path: "" }, "0100"],
  ["bytes", { family: AF_UNIX, path: Uint8Array.of(0x2f, 0xff) }, "0100 2fff 00"],
  [
    "packet",
    {
      family: AF_PACKET,
      protocol: 0x88cc,
      ifindex: 3,
      hardwareType: 1,
      packetType: 2,
      address: Uint8Array.of(2, 0, 0, 0, 0, 1),
    },
    "1100 88cc 03000000 0100 02 06 020000000001 0000",
  ],
  ["another family", { family: 40, data: Uint8Array.of(1, 2) }, "2800 0102"],
])("%s", (_, address, bytes) => {
  expect(encodeAddress(address).toString("hex")).toBe(hex(bytes).toString("hex"));
  expect(decodeAddress(hex(bytes))).toEqual(address);
});

test("a path of the full length has no NUL behind it", () => {
  const path = `/${"a".repeat(107)}`;
  const bytes = encodeAddress({ family: AF_UNIX, path });
  expect(bytes).toHaveLength(110);
  expect(decodeAddress(bytes)).toEqual({ family: AF_UNIX, path });
  expect(decodeAddress(Buffer.concat([bytes, Buffer.alloc(1)]))).toEqual({ family: AF_UNIX, path });
});

test("what is optional is 0", () => {
  expect(decodeAddress(encodeAddress({ family: AF_INET6, address: "::", port: 0 }))).toEqual({
    family: AF_INET6,
    address: "::",
    port: 0,
    flowInfo: 0,
    scopeId: 0,
  });
  expect(decodeAddress(encodeAddress({ family: AF_PACKET, protocol: 3, ifindex: 0 }))).toEqual({
    family: AF_PACKET,
    protocol: 3,
    ifindex: 0,
    hardwareType: 0,
    packetType: 0,
    address: new Uint8Array(),
  });
});

test("what is too short for its family keeps its bytes", () => {
  expect(decodeAddress(hex(""))).toBeUndefined();
  expect(decodeAddress(hex("10"))).toBeUndefined();
  expect(decodeAddress(hex("1000 0000"))).toEqual({ family: AF_NETLINK, data: new Uint8Array(2) });
});

test.each<[unknown, string]>([
  [undefined, "ERR_INVALID_ARG_TYPE"],
  [null, "ERR_INVALID_ARG_TYPE"],
  ["127.0.0.1", "ERR_INVALID_ARG_TYPE"],
  [{}, "ERR_INVALID_ARG_TYPE"],
  [{ portId: 0, groups: 0 }, "ERR_INVALID_ARG_TYPE"],
  [{ family: 70_000, data: new Uint8Array() }, "ERR_OUT_OF_RANGE"],
  [{ family: 40, data: new Uint8Array(127) }, "ERR_OUT_OF_RANGE"],
  [{ family: AF_NETLINK, portId: -1, groups: 0 }, "ERR_OUT_OF_RANGE"],
  [{ family: AF_NETLINK, portId: 1 }, "ERR_INVALID_ARG_TYPE"],
  [{ family: AF_INET, address: "localhost", port: 1 }, "ERR_INVALID_ARG_VALUE"],
  [{ family: AF_INET, address: "127.0.0.1", port: 65_536 }, "ERR_OUT_OF_RANGE"],
  [{ family: AF_INET6, address: "::1%lo", port: 1 }, "ERR_INVALID_ARG_VALUE"],
  [{ family: AF_INET6, address: "::1", port: 1, scopeId: 1.5 }, "ERR_OUT_OF_RANGE"],
  [{ family: AF_UNIX, path: "a\0b" }, "ERR_INVALID_ARG_VALUE"],
  [{ family: AF_UNIX, path: "a".repeat(109) }, "ERR_OUT_OF_RANGE"],
  [{ family: AF_UNIX, path: 5 }, "ERR_INVALID_ARG_TYPE"],
  [{ family: AF_PACKET, protocol: 3, ifindex: 2 ** 31 }, "ERR_OUT_OF_RANGE"],
  [{ family: AF_PACKET, protocol: 3, ifindex: 1, address: new Uint8Array(33) }, "ERR_OUT_OF_RANGE"],
  [{ family: AF_PACKET, protocol: 3, ifindex: 1, address: "02:00" }, "ERR_INVALID_ARG_TYPE"],
])("%o is refused: %s", (address, code) => {
  expect(() => encodeAddress(address as SocketAddress)).toThrow(expect.objectContaining({ code }));
});

function unixPath(random: Random): string | Uint8Array {
  const letters = random.bytes(random.below(106)).map((byte) => byte || 1);
  if (random.below(2) === 0) return Buffer.from(letters.map((byte) => 0x21 + (byte % 90))).toString();
  // Not UTF-8, so that it is bytes on the way back as well.
  const kind = random.pick([[0xff], [0, 0xff]]);
  return Uint8Array.from([...kind, ...letters]);
}

const families: readonly ((random: Random) => SocketAddress)[] = [
  (random) => ({ family: AF_NETLINK, portId: random.below(2 ** 32), groups: random.below(2 ** 32) }),
  (random) => ({ family: AF_INET, address: formatIpv4(random.bytes(4)), port: random.below(65_536) }),
  (random) => ({
    family: AF_INET6,
    address: formatIpv6(random.bytes(16)),
    port: random.below(65_536),
    flowInfo: random.below(2 ** 32),
    scopeId: random.below(2 ** 32),
  }),
  (random) => ({ family: AF_UNIX, path: unixPath(random) }),
  (random) => ({
    family: AF_PACKET,
    protocol: random.below(65_536),
    ifindex: random.below(2 ** 32) - 2 ** 31,
    hardwareType: random.below(65_536),
    packetType: random.below(256),
    address: random.bytes(random.below(33)),
  }),
  (random) => ({
    family: random.pick<OtherFamily>([0, 3, 9, 11, 40, 45]),
    data: random.bytes(random.below(127)),
  }),
];

test("any address survives the way to bytes and back", () => {
  const random = seeded(3);
  for (let run = 0; run < 3000; run++) {
    const address = random.pick(families)(random);
    expect(decodeAddress(encodeAddress(address))).toEqual(address);
  }
});

test("any bytes are an address, and the same one after the way back", () => {
  const random = seeded(4);
  for (let run = 0; run < 5000; run++) {
    const bytes = Buffer.from(random.bytes(2 + random.below(109)));
    bytes.writeUInt16LE(random.pick([AF_NETLINK, AF_INET, AF_INET6, AF_UNIX, AF_PACKET, 40]), 0);
    const address = decodeAddress(bytes);
    if (address === undefined) throw new Error("no address");
    // Too short for a family that is known: it can be read, not written.
    if ("data" in address && address.family !== 40) continue;
    expect(decodeAddress(encodeAddress(cut(address)))).toEqual(cut(address));
  }
});

/** Bytes may claim a link-layer address that is longer than any. */
function cut(address: SocketAddress): SocketAddress {
  return address.family === AF_PACKET
    ? { ...address, address: (address.address ?? new Uint8Array()).slice(0, 32) }
    : address;
}
