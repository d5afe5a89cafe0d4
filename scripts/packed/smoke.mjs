/** Imports every packed library as an ES module, and uses it. */
import assert from "node:assert/strict";
import * as core from "@netns/core";
import { visible } from "@netns/core/visible";
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
assert.equal(visible("\u202e"), "\\u202e");
const own = core.openNamespace({ pid: process.pid });
assert.ok(own.equals(core.listNsids().observer));
assert.ok(core.listPids(own).includes(process.pid));
own.close();
assert.throws(() => core.openNamespace("nowhere", { runDir: "/nowhere" }), { step: "open", code: "ENOENT" });
assert.deepEqual(core.listNamespaces({ runDir: "/nowhere" }), []);
// What threads of its own do is found in the package as it is packed.
const blue = core.createNamespace("packed");
assert.equal((await core.collect(blue, "ls", ["/sys/class/net"])).stdout.toString(), "lo\n");
assert.deepEqual(await core.run(blue, "node:fs", "readdirSync", "/sys/class/net"), ["lo"]);
blue.close();
core.deleteNamespace("packed");
console.log("ok");
