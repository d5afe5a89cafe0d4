/** The same from CommonJS. */
const assert = require("node:assert/strict");
const core = require("@netns/core");
const { nsidMessage } = require("@netns/netlink");
const rtnetlink = require("@netns/rtnetlink");
const syscall = require("@netns/syscall");
const { failingSystem } = require("@netns/syscall/testing");

assert.deepEqual(nsidMessage.decode(nsidMessage.encode({ attributes: { nsid: 7 } })).attributes, { nsid: 7 });
assert.throws(() => syscall.linux.setns(9999, 0), { code: "EBADF" });
assert.throws(() => failingSystem({ nth: 0 }).system.fs.statSync("/"), { code: "EIO" });
const client = rtnetlink.openClient();
assert.ok(Array.isArray(rtnetlink.listNsids(client).entries));
client.close();
assert.throws(() => core.createNamespace("a/b"), { name: "InvalidNameError" });
console.log("ok");
