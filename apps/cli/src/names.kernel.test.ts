import { mkdirSync, writeFileSync } from "node:fs";
import { kernelTest } from "@netns/testing";
import { describe, expect } from "vitest";
import { netnsIn, printed, refused } from "./fixtures/netns.js";

describe("add, list, delete", () => {
  kernelTest("names come and go, newest first as the directory has them", ({ paths }) => {
    const netns = netnsIn(paths);
    expect(netns()).toEqual(printed(""));
    expect(netns("add", "blue")).toEqual(printed(""));
    expect(netns("a", "green", "ignored")).toEqual(printed(""));
    expect(netns("list")).toEqual(printed("green\nblue\n"));
    for (const word of ["l", "ls", "show", "s", "lst", "list"]) expect(netns(word)).toEqual(printed("green\nblue\n"));
    expect(netns("del", "blue")).toEqual(printed(""));
    expect(netns()).toEqual(printed("green\n"));
  });

  kernelTest("what cannot be is said in ip's words, with its status", ({ paths }) => {
    const netns = netnsIn(paths);
    const { runDir } = paths;
    expect(netns("add")).toEqual(refused(1, "No netns name specified"));
    expect(netns("delete")).toEqual(refused(1, "No netns name specified"));
    for (const name of ["", ".", "..", "a/b", "x".repeat(256)]) {
      expect(netns("add", name)).toEqual(refused(255, `Invalid netns name "${name}"`));
      expect(netns("list", name)).toEqual(refused(255, `Invalid netns name "${name}"`));
    }
    netns("add", "blue");
    expect(netns("add", "blue")).toEqual(refused(1, `Cannot create namespace file "${runDir}/blue": File exists`));
    expect(netns("delete", "nosuch")).toEqual(
      refused(1, `Cannot remove namespace file "${runDir}/nosuch": No such file or directory`),
    );
    expect(netns("list")).toEqual(printed("blue\n"));
  });

  kernelTest("-all delete goes on after a failure, and counts", ({ paths }) => {
    const netns = netnsIn(paths);
    const { runDir } = paths;
    for (const name of ["a", "b"]) netns("add", name);
    mkdirSync(`${runDir}/folder`);
    expect(netns("-all", "delete")).toEqual(
      refused(
        1,
        `Cannot remove namespace file "${runDir}/folder": Is a directory\n1 of 3 could not be removed: folder`,
      ),
    );
    expect(netns("list").stdout).toBe("folder\n");
  });

  kernelTest("-all delete of nothing", ({ paths }) => {
    const netns = netnsIn(paths);
    expect(netns("--all", "del")).toEqual(printed(""));
  });

  kernelTest("what is no namespace is listed, and said once on standard error", ({ paths }) => {
    const netns = netnsIn(paths);
    mkdirSync(paths.runDir);
    writeFileSync(`${paths.runDir}/stale`, "");
    expect(netns("list")).toEqual({
      status: 0,
      stdout: "stale\n",
      stderr: '"stale" is not a network namespace (plain file); remove it with: netns delete stale\n',
    });
    expect(netns("-j", "list").stdout).toBe('[{"name":"stale","state":"stale"}]\n');
  });

  kernelTest("JSON, as ip prints it", ({ paths }) => {
    const netns = netnsIn(paths);
    expect(netns("-j", "list")).toEqual(printed(""));
    netns("add", "a");
    netns("add", "b\u0001\u007f");
    netns("set", "a", "7");
    expect(netns("-json", "list")).toEqual(printed('[{"name":"b\\u0001\\u007f"},{"name":"a","id":7}]\n'));
    expect(netns("-j", "-p", "list")).toEqual(
      printed('[ {\n        "name": "b\\u0001\\u007f"\n    },{\n        "name": "a",\n        "id": 7\n    } ]\n'),
    );
    netns("-all", "del");
    expect(netns("-j", "list")).toEqual(printed("[]\n"));
    expect(netns("-j", "-p", "list")).toEqual(printed("[ ]\n"));
  });
});

describe("attach", () => {
  kernelTest("names the namespace of a process", ({ paths }) => {
    const netns = netnsIn(paths);
    expect(netns("attach", "mine", String(process.pid))).toEqual(printed(""));
    expect(netns("identify", String(process.pid))).toEqual(printed("mine\n"));
  });

  kernelTest("what cannot be", ({ paths }) => {
    const netns = netnsIn(paths);
    expect(netns("attach", "x")).toEqual(refused(1, "No netns name and PID specified"));
    for (const pid of ["abc", "0", "", "12x", "4294967296"])
      expect(netns("attach", "x", pid)).toEqual(refused(1, `Invalid PID: ${pid}`));
    expect(netns("attach", "x", "-5").stderr).toBe(
      `Bind /proc/-5/ns/net -> ${paths.runDir}/x failed: No such file or directory\n`,
    );
    expect(netns("list")).toEqual(printed(""));
  });
});

describe("set and list-id", () => {
  kernelTest("ids, by name and by number", ({ paths }) => {
    const netns = netnsIn(paths);
    netns("add", "blue");
    netns("add", "green");
    expect(netns("set", "blue", "0x1f4")).toEqual(printed(""));
    expect(netns("set", "green", "auto").status).toBe(0);
    expect(netns("list-id", "nsid", "500")).toEqual(printed("nsid 500 (iproute2 netns name: blue)\n"));
    expect(netns("list").stdout).toContain("blue (id: 500)\n");
    expect(netns("-j", "list-id", "nsid", "500")).toEqual(printed('[{"nsid":500,"name":"blue"}]\n'));
  });

  kernelTest("what cannot be", ({ paths }) => {
    const netns = netnsIn(paths);
    netns("add", "blue");
    netns("set", "blue", "600");
    expect(netns("set")).toEqual(refused(1, "No netns name specified"));
    expect(netns("set", "blue")).toEqual(refused(1, "No nsid specified"));
    expect(netns("set", "blue", "abc")).toEqual(
      refused(255, 'Error: argument "abc" is wrong: Invalid "netnsid" value'),
    );
    expect(netns("set", "blue", "-1")).toEqual(
      refused(255, 'Error: argument "-1" is wrong: "netnsid" value should be >= 0'),
    );
    expect(netns("set", "blue", "601")).toEqual(refused(2, "Error: Peer netns already has a nsid assigned."));
    expect(netns("set", "nosuch", "1")).toEqual(
      refused(1, 'Cannot open network namespace "nosuch": No such file or directory'),
    );
    expect(netns("list-id", "nsid")).toEqual(refused(255, 'Command line is not complete. Try option "help"'));
    expect(netns("list-id", "nsid", "x")).toEqual(
      refused(255, 'Error: argument "x" is wrong: "nsid" value is invalid'),
    );
    expect(netns("list-id", "target-nsid", "-2")).toEqual(
      refused(255, 'Error: argument "-2" is wrong: "target-nsid" value should be >= 0'),
    );
    expect(netns("list-id", "nsid", "1", "nsid", "2")).toEqual(
      refused(255, 'Error: duplicate "nsid": "nsid" is the second value.'),
    );
    expect(netns("list-id", "nsid", "99999")).toEqual(refused(2, "Error: Peer netns reference is invalid."));
    expect(netns("list-id", "what").status).toBe(255);
  });
});

describe("identify and pids", () => {
  kernelTest("what cannot be", ({ paths }) => {
    const netns = netnsIn(paths);
    netns("add", "blue");
    expect(netns("identify")).toEqual(printed("\n"));
    expect(netns("identify", "1", "2")).toEqual(refused(1, "extra arguments specified"));
    expect(netns("identify", "12a")).toEqual(refused(1, "Specified string '12a' is not a pid"));
    expect(netns("identify", "1073741824")).toEqual(
      refused(1, "Cannot open network namespace: No such file or directory"),
    );
    expect(netns("identify", "01").stderr).toBe("Cannot open network namespace: No such file or directory\n");
    expect(netns("pids")).toEqual(refused(1, "No netns name specified"));
    expect(netns("pids", "nosuch")).toEqual(refused(1, "Cannot open network namespace: No such file or directory"));
    expect(netns("pids", "blue", "more")).toEqual(refused(1, "extra arguments specified"));
    expect(netns("pids", "blue")).toEqual(printed(""));
  });
});

describe("words that mean nothing", () => {
  kernelTest("a subcommand, an option", ({ paths }) => {
    const netns = netnsIn(paths);
    expect(netns("foo")).toEqual(refused(255, 'Command "foo" is unknown, try "netns help".'));
    expect(netns("")).toEqual(refused(255, 'Command "" is unknown, try "netns help".'));
    expect(netns("-foo")).toEqual(refused(255, 'Option "-foo" is unknown, try "netns -help".'));
    expect(netns("---all")).toEqual(refused(255, 'Option "--all" is unknown, try "netns -help".'));
    expect(netns("-family", "x")).toEqual(refused(255, 'Error: argument "x" is wrong: invalid protocol family'));
    expect(netns("-n")).toEqual(refused(255, 'Error: argument "netns name" is required'));
    expect(netns("help").status).toBe(255);
    expect(netns("help").stderr).toMatch(/^Usage:\tnetns list\n/);
    expect(netns("-V").stdout).toMatch(/^netns \d+\.\d+\.\d+/);
  });
});
