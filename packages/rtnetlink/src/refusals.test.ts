import { CodecError } from "@netns/netlink";
import { errno } from "@netns/syscall";
import { describe, expect, test } from "vitest";
import { openClient } from "./client.js";
import { NetlinkError } from "./errors.js";
import { isBusy, isExists, isInvalid, isNotFound, isPermission, isUnsupported } from "./predicates.js";
import { acknowledge, fakeKernel } from "./testing/index.js";
import { refusal } from "./through-kernel/refusal.js";
import { addAddress } from "./verbs/address/index.js";
import { setLink } from "./verbs/link/set.js";
import { setNsid } from "./verbs/nsid.js";

describe("a refusal", () => {
  test("has the code, what it means, the place, and the kernel's words where it says any", () => {
    const { system } = fakeKernel([
      [[acknowledge("EEXIST", { msg: "has one already", offs: 20 })]],
      [[acknowledge("EBUSY")]],
      [[acknowledge("EINVAL", { missType: 3 })]],
      [[acknowledge("ERANGE", { offs: 28, policy: { type: 4, maxValueU: 255n } })]],
    ]);
    using client = openClient({ system });
    const give = () => setNsid(client, { pid: 7 }, 5);

    const known = refusal(give);
    expect(known.message).toBe("RTM_NEWNSID: EEXIST at nsid.pid: has one already");
    expect(known).toMatchObject({ request: "RTM_NEWNSID", code: "EEXIST", errno: -17, reason: "File exists" });
    expect(known.extack).toMatchObject({ message: "has one already", path: "nsid.pid", offset: 20 });
    expect(known.sent).toMatch(/^RTM_NEWNSID seq 1 .*NETNSA_PID=7 NETNSA_NSID=5$/);

    expect(refusal(give).message).toBe("RTM_NEWNSID: EBUSY: Device or resource busy");

    const missing = refusal(give);
    expect(missing.message).toBe("RTM_NEWNSID: EINVAL: Invalid argument (NETNSA_FD is missing)");
    expect(missing.extack.missing).toEqual({ type: 3, nest: "nsid", name: "NETNSA_FD" });

    const outside = refusal(give);
    expect(outside.message).toMatch(/^RTM_NEWNSID: ERANGE at nsid\.nsid: .* \(expected u32, at most 255\)$/);
    expect(outside.extack.expected).toBe("expected u32, at most 255");
  });

  test("is told apart by what it means, whichever code the kernel has for that", () => {
    const predicates = { isNotFound, isExists, isPermission, isBusy, isUnsupported, isInvalid };
    const meanings: Record<keyof typeof predicates, readonly string[]> = {
      isNotFound: ["ENODEV", "ENOENT", "ESRCH", "EADDRNOTAVAIL", "ENXIO"],
      isExists: ["EEXIST"],
      isPermission: ["EPERM", "EACCES"],
      isBusy: ["EBUSY"],
      isUnsupported: ["EOPNOTSUPP", "EPROTONOSUPPORT", "EAFNOSUPPORT"],
      isInvalid: ["EINVAL", "ERANGE"],
    };
    for (const [name, predicate] of Object.entries(predicates)) {
      const codes = Object.keys(errno).filter((code) => predicate(new NetlinkError("", -(errno[code] ?? 0))));
      expect([name, codes.sort()]).toEqual([name, [...meanings[name as keyof typeof predicates]].sort()]);
      // An error of another kind that has the same code is none.
      for (const code of codes) expect(predicate(Object.assign(new Error(code), { code }))).toBe(false);
    }
  });
});

test("what fits no attribute, or cannot be meant, is not sent", () => {
  const { system, requests } = fakeKernel([]);
  using client = openClient({ system });
  expect(() => setLink(client, 1, { mtu: -1 })).toThrow(CodecError);
  expect(() => setLink(client, 1, { name: "longer-than-fifteen" })).toThrow(RangeError);
  expect(() => addAddress(client, { address: "192.0.2.300/24", link: 1 })).toThrow(CodecError);
  expect(() => addAddress(client, { address: "192.0.2.1/64", link: 1 })).toThrow(RangeError);
  expect(() => setLink(client, 0, { up: true })).toThrow(RangeError);
  expect(() => setLink(client, "", { up: true })).toThrow(TypeError);
  expect(requests).toEqual([]);
});
