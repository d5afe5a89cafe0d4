import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer, Socket } from "node:net";
import { addAddress, addLink, getLink, openClient } from "@netns/rtnetlink";
import {
  AF_INET,
  AF_INET6,
  AF_PACKET,
  linux,
  SOCK_DGRAM,
  SOCK_NONBLOCK,
  SOCK_STREAM,
  type SocketAddress,
} from "@netns/syscall";
import { kernelTest } from "@netns/testing";
import { expect, vi } from "vitest";
import { createNamespace } from "./create.js";
import type { Namespace } from "./namespace.js";
import { openSocket } from "./open-socket.js";

interface Pair extends Disposable {
  readonly red: Namespace;
  readonly blue: Namespace;
}

/** Two namespaces joined by a cable: 192.0.2.1 and 2001:db8::1 in red, .2 and ::2 in blue. */
function makePair(paths: { readonly runDir: string }): Pair {
  const red = createNamespace("red", paths);
  const blue = createNamespace("blue", paths);
  using inRed = openClient({ namespace: red });
  using inBlue = openClient({ namespace: blue });
  addLink(inRed, { kind: "veth", name: "near", up: true, peer: { name: "far", namespace: blue, up: true } });
  // "nodad": an IPv6 address can be used at once.
  for (const [client, link, last] of [
    [inRed, "near", 1],
    [inBlue, "far", 2],
  ] as const) {
    addAddress(client, { address: `192.0.2.${last}/24`, link });
    addAddress(client, { address: `2001:db8::${last}/64`, link, flags: ["nodad"] });
  }
  return {
    red,
    blue,
    [Symbol.dispose]() {
      red.close();
      blue.close();
    },
  };
}

const STREAM = SOCK_STREAM | SOCK_NONBLOCK;

for (const [what, domain, server, client] of [
  ["IPv4", AF_INET, "192.0.2.1", "192.0.2.2"],
  ["IPv6", AF_INET6, "2001:db8::1", "2001:db8::2"],
] as const) {
  const address = (host: string, port: number) => ({ family: domain, address: host, port }) as SocketAddress;

  kernelTest(`TCP from one namespace to another: ${what}`, async ({ paths }) => {
    using pair = makePair(paths);
    using listening = openSocket(pair.red, domain, STREAM);
    linux.bind(listening.fd, address(server, 7000));
    linux.listen(listening.fd, 16);
    const peers: (string | undefined)[] = [];
    const listener = createServer((socket) => {
      peers.push(socket.remoteAddress);
      socket.pipe(socket);
    }).listen({ fd: listening.release() });
    await once(listener, "listening");
    try {
      using calling = openSocket("blue", domain, STREAM, 0, paths);
      expect(() => linux.connect(calling.fd, address(server, 7000))).toThrow("EINPROGRESS");
      const socket = new Socket({ fd: calling.release() });
      const words = "x".repeat(1_000_000);
      socket.end(words);
      let text = "";
      for await (const chunk of socket.setEncoding("utf8")) text += chunk;
      expect(text).toBe(words);
      expect(peers).toEqual([client]);
    } finally {
      listener.close();
      await once(listener, "close");
    }
  });

  kernelTest(`UDP from one namespace to another: ${what}`, async ({ paths }) => {
    using pair = makePair(paths);
    using receiving = openSocket(pair.red, domain, SOCK_DGRAM | SOCK_NONBLOCK);
    linux.bind(receiving.fd, address(server, 7001));
    using sending = openSocket(pair.blue, domain, SOCK_DGRAM | SOCK_NONBLOCK);
    const socket = createSocket(domain === AF_INET ? "udp4" : "udp6");
    const message = once(socket, "message");
    socket.bind({ fd: receiving.release() });
    try {
      linux.connect(sending.fd, address(server, 7001));
      linux.sendto(sending.fd, Buffer.from("a datagram"), 0);
      const [data, from] = await message;
      expect(data.toString()).toBe("a datagram");
      expect(from.address).toBe(client);
    } finally {
      socket.close();
    }
  });
}

kernelTest("frames: AF_PACKET sees the namespace's devices", async ({ paths }) => {
  using pair = makePair(paths);
  using inRed = openClient({ namespace: pair.red });
  using inBlue = openClient({ namespace: pair.blue });
  const ETHERTYPE = 0x88b5;
  // The protocol is in network byte order (packet(7)); 0 receives nothing until it is bound.
  using receiving = openSocket(pair.red, AF_PACKET, SOCK_DGRAM | SOCK_NONBLOCK);
  linux.bind(receiving.fd, { family: AF_PACKET, protocol: ETHERTYPE, ifindex: getLink(inRed, "near").ifindex });
  using sending = openSocket(pair.blue, AF_PACKET, SOCK_DGRAM);
  const to = {
    family: AF_PACKET,
    protocol: ETHERTYPE,
    ifindex: getLink(inBlue, "far").ifindex,
    address: new Uint8Array(6).fill(255),
  } as SocketAddress;
  linux.sendto(sending.fd, Buffer.from("a frame"), 0, to);
  const buffer = Buffer.alloc(100);
  // Nothing yet: EAGAIN.
  await vi.waitFor(() => linux.recvmsg(receiving.fd, buffer, 0), 20_000);
  expect(buffer.toString("latin1", 0, 7)).toBe("a frame");
});
