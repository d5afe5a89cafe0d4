import { Fd, inNewNamespace, linux, type System } from "@netns/syscall";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { openClient } from "../client.js";
import { setNsid } from "../verbs/nsid.js";
import { type NsidChange, type NsidWatch, watchNsids } from "./nsid.js";

const newNamespace = () => inNewNamespace(() => new Fd(linux.fs.openSync("/proc/thread-self/ns/net", "r")));

/** A watch whose changes can be awaited. */
function collect(namespace: Fd, system: System = linux) {
  const changes: NsidChange[] = [];
  let wake = () => {};
  const watch: NsidWatch = watchNsids(
    { namespace, system },
    {
      onChange(change) {
        changes.push(change);
        wake();
      },
      onError(error) {
        throw error;
      },
    },
  );
  const until = async (count: number) => {
    while (changes.length < count) await new Promise<void>((resolve) => (wake = resolve));
    return changes;
  };
  return { watch, until };
}

kernelTest("ids that are given and taken away, after those that were there", async () => {
  using observer = newNamespace();
  using client = openClient({ namespace: observer });
  using old = newNamespace();
  setNsid(client, old, 3);
  const { watch, until } = collect(observer);
  using _ = watch;
  expect(watch.nsids).toEqual([3]);
  const peer = newNamespace();
  setNsid(client, peer, 9);
  expect(await until(1)).toEqual([{ type: "nsid-added", nsid: 9 }]);
  expect(watch.nsids).toEqual([3, 9]);
  peer.close();
  expect((await until(2))[1]).toEqual({ type: "nsid-deleted", nsid: 9 });
});

kernelTest("lost events are made up for by looking again", async () => {
  using observer = newNamespace();
  using client = openClient({ namespace: observer });
  using first = newNamespace();
  using second = newNamespace();
  setNsid(client, first, 1);
  let lose = false;
  const system: System = {
    ...linux,
    recvmsg(fd, buffer, flags) {
      const received = linux.recvmsg(fd, buffer, flags);
      if (!lose) return received;
      lose = false;
      // What the kernel says when its queue for this socket was full; the datagram is gone.
      linux.recvmsg(fd, buffer.length === 0 ? new Uint8Array(65_536) : buffer, 0);
      throw Object.assign(new Error("ENOBUFS"), { code: "ENOBUFS", errno: -105, syscall: "recvmsg" });
    },
  };
  const { watch, until } = collect(observer, system);
  using _ = watch;
  lose = true;
  setNsid(client, second, 2);
  expect(await until(2)).toEqual([
    { type: "resync", reason: "netlink-overrun" },
    { type: "nsid-added", nsid: 2 },
  ]);
  expect(watch.nsids).toEqual([1, 2]);
});
