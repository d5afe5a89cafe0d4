/** Imports every packed library as an ES module, and uses it. */
import assert from "node:assert/strict";
import * as core from "@netns/core";
import { decodeFrames, encodeFrame, nsidMessage } from "@netns/netlink";
import * as rtnetlink from "@netns/rtnetlink";
import * as syscall from "@netns/syscall";
import { failingSystem } from "@netns/syscall/testing";

const payload = nsidMessage.encode({ attributes: { nsid: 7 } });
const [frame] = decodeFrames(encodeFrame({ type: 88, flags: 0, sequence: 1, portId: 0 }, payload)).frames;
assert.deepEqual(nsidMessage.decode(frame.payload).attributes, { nsid: 7 });
assert.throws(() => syscall.linux.setns(9999, 0), { code: "EBADF" });
assert.throws(() => failingSystem({ nth: 0 }).system.fs.statSync("/"), { code: "EIO" });
const client = rtnetlink.openClient();
assert.ok(Array.isArray(rtnetlink.listNsids(client).entries));
client.close();
assert.throws(() => core.createNamespace("a/b"), { name: "InvalidNameError" });
console.log("ok");
