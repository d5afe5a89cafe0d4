import { kernelTest } from "@netns/testing";
import { describe, expect } from "vitest";
import { prelude, runChild, type Way, ways } from "./readable/child.js";
import { stress } from "./readable/stress.js";

/** Watches that have something to read all the time, and some that never have; the listener reads nothing. */
const watches = (unref: boolean) => `
  const watches = [];
  for (let i = 0; i < 20; i++) watches.push(linux.watchReadable(eventfd(i % 2), () => { called = true; }));
  let called = false;
  ${unref ? "for (const watch of watches) watch.unref();" : ""}
`;

/** Ways for a process to end while it watches, and the status that it ends with. */
const ends: Record<string, [program: string, unref: boolean, status: number]> = {
  "process.exit at once": ["process.exit(0)", false, 0],
  "process.exit a little later": ["setInterval(() => { if (called) process.exit(0); }, 10)", false, 0],
  "process.exit from a listener": ["linux.watchReadable(eventfd(1), () => process.exit(5))", false, 5],
  "nothing left to do": ["", true, 0],
  "nothing left to do, a little later": ["setTimeout(() => {}, 100)", true, 0],
  "an uncaught exception": ["setTimeout(() => { throw new Error('mine') }, 50)", false, 1],
  "what a listener throws": ["linux.watchReadable(eventfd(1), () => { throw new Error('mine') })", true, 1],
  "an exception in another listener of exit": ["process.on('exit', () => { throw new Error('mine') })", true, 1],
  "a watch that is opened in the event exit": [
    "process.on('exit', () => { linux.watchReadable(eventfd(1), () => {}) })",
    true,
    0,
  ],
  "process.reallyExit": ["setTimeout(() => process.reallyExit(0), 50)", false, 0],
};

describe.each(ways)("%s", (way) => {
  kernelTest("a process that ends while it watches ends as it would otherwise", async () => {
    const results = Object.entries(ends).map(async ([name, [program, unref, status]]) => {
      const ended = await runChild(prelude(way) + watches(unref) + program);
      const asExpected = status === 1 ? /Error: mine/.test(ended.stderr) : ended.stderr === "";
      expect({ name, ...ended, stderr: asExpected || ended.stderr }).toEqual({
        name,
        status,
        signal: null,
        stdout: "",
        stderr: true,
      });
    });
    await Promise.all(results);
  });

  kernelTest("a watch keeps the process alive until it is closed or let go", async () => {
    const program = (act: string) => `${prelude(way)}
      const watch = linux.watchReadable(eventfd(0), () => {});
      const start = Date.now();
      setTimeout(() => { ${act} }, 150).unref();
      process.on("exit", () => console.log(Date.now() - start >= 150));
    `;
    for (const act of ["watch.close()", "watch.unref()"]) {
      expect(await runChild(program(act))).toMatchObject({ status: 0, signal: null, stdout: "true\n", stderr: "" });
    }
    const again = program("process.exit(7)").replace("const start", "watch.unref().ref(); const start");
    expect(await runChild(again)).toMatchObject({ status: 7, signal: null, stdout: "true\n" });
  });

  kernelTest("from the ES module too", async () => {
    const program = `
      import { createRequire } from "node:module";
      const require = createRequire(import.meta.url);
      ${prelude(way).replace(/const \{ linux \} = require\((.*)index\.cjs"\);/, 'const { linux } = await import($1index.js");')}
      const fd = eventfd(1);
      const watch = linux.watchReadable(fd, () => { console.log("called"); watch.close(); });
    `;
    expect(await runChild(program, { module: true })).toMatchObject({ status: 0, stdout: "called\n", stderr: "" });
  });

  kernelTest("ten thousand watches in a random order leave nothing", async ({ scratch }) => {
    const program = `${stressProgram(way, scratch)}.then((result) => console.log(JSON.stringify(result)));`;
    checkStress(await runChild(program));
  });
});

describe("in a Worker", () => {
  kernelTest("ten thousand watches in a random order leave nothing", async ({ scratch }) => {
    const inWorker = `${stressProgram("in the event loop", scratch)}
      .then((result) => require("node:worker_threads").parentPort.postMessage(result));`;
    checkStress(
      await runChild(`
        const worker = new (require("node:worker_threads").Worker)(${JSON.stringify(inWorker)}, { eval: true });
        worker.on("message", (result) => console.log(JSON.stringify(result)));
      `),
    );
  });

  /** What a Worker does that watches; the main thread does something when it says that it is ready. */
  const worker = (then: string) => `${prelude("in the event loop")}
    ${watches(false)}
    require("node:worker_threads").parentPort.postMessage("ready");
    ${then}
  `;
  const main = (then: string, ready: string) => `
    const { Worker } = require("node:worker_threads");
    const fs = require("node:fs");
    const eventfds = () => fs.readdirSync("/proc/self/fd").filter((fd) => {
      try { return fs.readlinkSync("/proc/self/fd/" + fd) === "anon_inode:[eventfd]"; } catch { return false; }
    }).length;
    const start = (source) => new Promise((resolve) => {
      const worker = new Worker(source, { eval: true });
      worker.on("message", () => resolve(worker));
    });
    const source = ${JSON.stringify(worker(then))};
    (async () => { ${ready} })();
  `;

  kernelTest("that is terminated while it watches: the process goes on", async () => {
    const program = main(
      "",
      `
      for (let i = 0; i < 20; i++) {
        const worker = await start(source);
        if (i % 2) await new Promise((resolve) => setTimeout(resolve, i * 3));
        const begin = Date.now();
        await worker.terminate();
        if (Date.now() - begin > 3000) console.log("late");
      }
      console.log("alive", fs.readdirSync("/proc/self/task").length < 20);
    `,
    );
    expect(await runChild(program)).toEqual({ status: 0, signal: null, stdout: "alive true\n", stderr: "" });
  });

  kernelTest("that ends by itself: its watches' descriptors do not outlive it", async () => {
    // The eventfds are the program's own to close: 20 each time.
    const program = main(
      "setTimeout(() => process.exit(0), 20);",
      `
      const counts = [];
      for (let i = 0; i < 4; i++) {
        const worker = await start(source);
        await new Promise((resolve) => worker.on("exit", resolve));
        counts.push(eventfds());
      }
      console.log(counts[2] - counts[1], counts[3] - counts[2]);
    `,
    );
    expect(await runChild(program)).toEqual({ status: 0, signal: null, stdout: "20 20\n", stderr: "" });
  });

  kernelTest("while the process exits around it", async () => {
    for (const end of ["process.exit(0)", "worker.unref()"]) {
      const program = main("", `const worker = await start(source); ${end};`);
      expect(await runChild(program)).toEqual({ status: 0, signal: null, stdout: "", stderr: "" });
    }
  });
});

kernelTest("a thread that fails is an uncaught exception, and its watches are closed", async () => {
  // poll(2) refuses more descriptors than the process may have.
  const program = `${prelude("in a thread")}
    const limit = linux.getrlimit(7);
    let starved = false;
    const starve = () => {
      if (!starved) linux.setrlimit(7, { soft: 2n, hard: limit.hard });
      starved = true;
    };
    const watches = [1, 0, 0, 0].map((value) => linux.watchReadable(eventfd(value), starve));
    process.on("uncaughtException", (error) => {
      linux.setrlimit(7, limit);
      console.log(error.message, watches.map(({ closed }) => closed).join());
      const next = linux.watchReadable(eventfd(1), () => { console.log("the next works"); next.close(); });
    });
  `;
  expect(await runChild(program)).toEqual({
    status: 0,
    signal: null,
    stdout: "poll: errno 22 true,true,true,true\nthe next works\n",
    stderr: "",
  });
});

function stressProgram(way: Way, directory: string): string {
  return `${prelude(way)}
    const socket = libc.func("int socket(int domain, int type, int protocol)");
    (${stress})(10_000, ${Math.floor(Date.now() % 1e6)}, ${JSON.stringify(directory)}, {
      fs,
      watchReadable: linux.watchReadable,
      openNetlink: () => socket(16, 0x80803, 0),
      openInotify: () => linux.inotifyInit1(0x80800),
      addWatch: (fd, path) => linux.inotifyAddWatch(fd, path, 0x100),
      close: libc.func("int close(int fd)"),
    })`;
}

function checkStress(ended: Awaited<ReturnType<typeof runChild>>): void {
  expect({ ...ended, stdout: "" }).toEqual({ status: 0, signal: null, stdout: "", stderr: "" });
  const { calls, warnings, left } = JSON.parse(ended.stdout);
  expect({ warnings, left }).toEqual({ warnings: 0, left: [0, 0] });
  expect(calls).toBeGreaterThan(200);
}
