import { addressLabelMessage, RTM_DELADDRLABEL, RTM_GETADDRLABEL, RTM_NEWADDRLABEL } from "@netns/netlink";
import { kernelTest } from "@netns/testing";
import { beforeAll, describe } from "vitest";
import { type Sort, tryThing } from "./cycle.js";
import { expectNoComplaints, nameThread } from "./kernel-log.js";
import { Lab } from "./lab.js";
import { addresses, addressThings } from "./things/addresses.js";

beforeAll(nameThread);

const INET6 = 10;

describe("addresses", () => {
  for (const [i, { about }] of addressThings(0).entries()) {
    kernelTest(about, () => {
      using lab = new Lab();
      const one = addressThings(lab.pair("near"))[i];
      if (one !== undefined) tryThing(lab, addresses, one);
    });
  }
});

kernelTest("labels of addresses", () => {
  using lab = new Lab();
  const labels: Sort<typeof addressLabelMessage> = {
    codec: addressLabelMessage,
    create: RTM_NEWADDRLABEL,
    get: RTM_GETADDRLABEL,
    remove: RTM_DELADDRLABEL,
    dump: () => ({ header: { family: INET6 } }),
    identity: ["attributes.address"],
    // Counts the changes.
    fleeting: ["header.seq"],
  };
  tryThing(lab, labels, {
    about: "of a link",
    message: {
      header: { family: INET6, prefixlen: 32, index: lab.pair("near") },
      attributes: { address: "2001:db8::", label: 99 },
    },
  });
});

kernelTest("the kernel's log has no complaint", expectNoComplaints);
