import { readFileSync } from "node:fs";

/**
 * Waits until the kernel has ended all namespaces that nobody has any more: it does so one batch after the other, with
 * locks that whoever makes one needs too. The end of a pair of devices shows that the batches before are through.
 *
 * @param {any} library @param {any} rtnetlink The packages, which know no types here. @param {string} runDir
 */
export function settle(library, rtnetlink, runDir) {
  const options = { runDir };
  const namespace = library.createNamespace("settle", options);
  const client = rtnetlink.openClient();
  rtnetlink.addLink(client, { kind: "veth", name: "settle", peer: { name: "far", namespace } });
  client.close();
  namespace.close();
  library.deleteNamespace("settle", options);
  const pause = new Int32Array(new SharedArrayBuffer(4));
  while (readFileSync("/proc/thread-self/net/dev", "utf8").includes("settle")) Atomics.wait(pause, 0, 0, 5);
}
