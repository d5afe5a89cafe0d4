import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { System } from "../system.js";
import { type RecordEntry, recordingSystem } from "./recording-system.js";
import { replayingSystem } from "./replaying-system.js";
import { fails, scriptedSystem } from "./scripted-system.js";

/** As a file would have kept it. */
const kept = (record: readonly RecordEntry[]): RecordEntry[] => JSON.parse(JSON.stringify(record));

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "netns-record-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  writeFileSync(join(path, "file"), "some text");
  symlinkSync("file", join(path, "link"));
  return path;
}

/** Looks at a folder in many ways; what it has seen. */
function look({ fs }: System, path: string): unknown {
  const seen: unknown[] = [];
  const directory = fs.opendirSync(path);
  for (let entry = directory.readSync(); entry !== null; entry = directory.readSync()) {
    seen.push([entry.name, entry.isFile(), entry.isSymbolicLink()]);
  }
  directory.closeSync();
  const fd = fs.openSync(`${path}/file`, "r");
  const buffer = Buffer.alloc(20);
  seen.push(fs.readSync(fd, buffer, 0, 4, null), buffer.toString("latin1"));
  seen.push(fs.readSync(fd, buffer, 6, 9, 0), buffer.toString("latin1"));
  const stats = fs.fstatSync(fd);
  seen.push(stats.size, stats.mtime, stats.isFile(), stats.isDirectory());
  fs.closeSync(fd);
  const { ino, size } = fs.lstatSync(`${path}/link`, { bigint: true });
  seen.push(ino, size, fs.lstatSync(`${path}/link`, { bigint: true }).isSymbolicLink());
  seen.push(fs.readlinkSync(`${path}/link`), fs.readlinkSync(`${path}/link`, { encoding: "buffer" }));
  seen.push(fs.readFileSync(`${path}/file`), fs.readFileSync(`${path}/file`, "utf8"), fs.readdirSync(path));
  try {
    fs.statSync(`${path}/missing`);
  } catch (error) {
    seen.push({ ...(error as Error), message: (error as Error).message });
  }
  return seen;
}

describe("what was recorded is replayed, without what was there", () => {
  test("files", () => {
    const path = folder();
    const { system, record } = recordingSystem();
    const seen = look(system, path);
    rmSync(path, { recursive: true });
    const replay = replayingSystem(kept(record));
    expect(replay.remaining).toBe(record.length);
    expect(look(replay.system, path)).toEqual(seen);
    expect(replay.remaining).toBe(0);
    replay.verify();
  });

  test("datagrams, into a buffer that is used again", () => {
    const control = Uint8Array.of(9);
    const from = { portId: 0xffff_fff0, groups: 0 };
    const datagrams = ["\0\0", "long", "ab"];
    const { system: base } = scriptedSystem({
      recvmsg(_fd: number, buffer: Uint8Array) {
        const text = datagrams.shift();
        if (text === undefined) return fails("EAGAIN");
        const length = buffer.length === 0 ? text.length : Buffer.from(text).copy(buffer);
        return { length, flags: 0x20, from, control };
      },
    });
    const receive = (system: System, buffer: Uint8Array) =>
      [1, 2, 3].map(() => [system.recvmsg(5, buffer, 0), Buffer.from(buffer).toString("latin1")]);
    const { system, record } = recordingSystem(base);
    const seen = receive(system, new Uint8Array(4));
    expect(record[0]).toMatchObject({ name: "recvmsg", args: [5, { $room: 4 }, 0], wrote: [{ argument: 1 }] });
    // What was in the buffer before is nobody's business, nor what the kernel leaves as it is.
    const again = receive(replayingSystem(kept(record)).system, Uint8Array.of(1, 1, 1, 1));
    expect(again[0]).toEqual([seen[0]?.[0], "\0\0\x01\x01"]);
    expect(again.slice(1)).toEqual(seen.slice(1));
  });

  test("errors keep their class", () => {
    const { system: base } = scriptedSystem({
      setns: fails("EPERM"),
      mount: () => {
        throw Object.assign(new RangeError("too large"), { code: "ERR_OUT_OF_RANGE" });
      },
    });
    const { system, record } = recordingSystem(base);
    const tryBoth = (other: System) =>
      [() => other.setns(3, 0), () => other.mount("a", "b", null, 0, null)].map((call) => {
        try {
          return call();
        } catch (error) {
          return [(error as Error).constructor.name, (error as Error).message, { ...(error as Error) }];
        }
      });
    const seen = tryBoth(system);
    expect(seen).toMatchObject([
      ["SyscallError", "EPERM: Operation not permitted, setns", { code: "EPERM", errno: -1, syscall: "setns" }],
      ["RangeError", "too large", { code: "ERR_OUT_OF_RANGE" }],
    ]);
    expect(tryBoth(replayingSystem(kept(record)).system)).toEqual(seen);
  });

  test("functions are called back when the record says so", async () => {
    const listeners: (() => void)[] = [];
    const { system: base } = scriptedSystem({
      watchReadable: (_fd: number, listener: () => void) => {
        listeners.push(listener);
        const close = () => undefined;
        return { close, [Symbol.dispose]: close };
      },
      fs: { readSync: [1, fails("EAGAIN"), 2] },
    });
    const program = (system: System) => {
      const seen: string[] = [];
      const watch = system.watchReadable(4, () => {
        try {
          seen.push(`read ${system.fs.readSync(4, Buffer.alloc(8))}`);
        } catch (error) {
          seen.push((error as { code: string }).code);
        }
        if (seen.length === 3) watch[Symbol.dispose]();
      });
      return seen;
    };
    const { system, record } = recordingSystem(base);
    const seen = program(system);
    for (let i = 0; i < 3; i++) listeners[0]?.();
    expect(seen).toEqual(["read 1", "EAGAIN", "read 2"]);
    const replay = replayingSystem(kept(record));
    const again = program(replay.system);
    expect(again).toEqual([]);
    await expect.poll(() => again).toEqual(seen);
    replay.verify();
  });
});

describe("what differs from the record", () => {
  const { system, record } = recordingSystem(scriptedSystem({ setns: 0, unshare: 0 }).system);
  system.setns(3, 1);
  system.unshare(2);

  test("other arguments are shown beside the recorded ones, and nothing goes on from there", () => {
    const replay = replayingSystem(record);
    replay.system.setns(3, 1);
    const message = "call 2 differs from the record:\n  recorded unshare(2)\n  made     unshare(4)";
    expect(() => replay.system.unshare(4)).toThrow(message);
    expect(() => replay.system.unshare(2)).toThrow(message);
    expect(() => replay.verify()).toThrow(message);
  });

  test("another call", () => {
    const replay = replayingSystem(record);
    expect(() => replay.system.fs.openSync("/", "r")).toThrow(
      'call 1 differs from the record:\n  recorded setns(3, 1)\n  made     fs.openSync("/", "r")',
    );
  });

  test("one too many, and one too few", () => {
    const replay = replayingSystem(record);
    replay.system.setns(3, 1);
    expect(() => replay.verify()).toThrow("1 calls of the record are left, from unshare(2)");
    replay.system.unshare(2);
    expect(() => replay.system.unshare(2)).toThrow("call 3 is not in the record, which ends here: unshare(2)");
  });

  test("a method of another handle", () => {
    const open = () => ({ readSync: () => null, closeSync() {} });
    const recording = recordingSystem(scriptedSystem({ fs: { opendirSync: open } }).system);
    const [, second] = ["/a", "/b"].map((path) => recording.system.fs.opendirSync(path));
    second?.closeSync();
    const replay = replayingSystem(recording.record);
    const [first] = ["/a", "/b"].map((path) => replay.system.fs.opendirSync(path));
    expect(() => first?.closeSync()).toThrow("call 3 differs from the record");
  });
});

test("a result that JSON cannot keep is refused when it is replayed, not made up", () => {
  const { system, record } = recordingSystem(scriptedSystem({ socket: () => new Map() }).system);
  system.socket(1, 2, 3);
  expect(() => replayingSystem(record).system.socket(1, 2, 3)).toThrow(
    'the record does not have the value: {"$object":"Map"}',
  );
});
