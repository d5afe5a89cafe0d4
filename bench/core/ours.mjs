/**
 * ours.mjs LIBRARY SYSCALLS TASK RUN_DIR COUNT MILLISECONDS: operations of the package on namespaces named bench0 and so
 * on, in a process of their own. Writes "MINIMUM MEDIAN CPU IDS": nanoseconds for each name, the processor's time, and how
 * many names with an id it has listed. with-c.c makes the same system calls.
 */

const [library = "", syscalls = "", task = "", runDir = "", countText = "", milliseconds = "0"] = process.argv.slice(2);
/** @type {any} The package; what is built of it knows no types here. */
const { attachNamespace, createNamespaces, deleteNamespaces, listNamespaces, openNamespace, openSocket } = await import(
  library
);
const { AF_INET, inNamespace, SOCK_DGRAM } = await import(syscalls);

const count = Number(countText);
/** Names, and how many at a time: the compiler has done most of what it does by then. */
const WARM_UP = 1000;
const WARM_UP_AT_ONCE = 50;
/** Milliseconds of the processor's time, for what can be done again and again. */
const LONG_WARM_UP = 300;
const options = { runDir };
const namesOf = (/** @type {string} */ kind, /** @type {number} */ length) =>
  Array.from({ length }, (_, i) => `${kind}${i}`);
const names = namesOf("bench", count);
const nothing = () => {};
let ids = 0;

const warmUp = namesOf("warm-up", WARM_UP);

/** @type {Record<string, { before: () => void, run: () => void, after: () => void }>} */
const once = {
  create: {
    before: () => someAtOnce((names) => createNamespaces(names, options)),
    run: () => createNamespaces(names, options),
    // Not before: the kernel ends a namespace in its own time, which would be that of the measurement.
    after: () => remove(warmUp),
  },
  delete: {
    before() {
      // Names of this process's own namespace: when they go, no namespace ends.
      for (const name of warmUp) attachNamespace(name, { pid: process.pid }, options).close();
      someAtOnce(remove);
    },
    run: () => remove(names),
    after: nothing,
  },
};

/** @type {Record<string, () => void>} */
const repeated = {
  list() {
    const entries = listNamespaces(options);
    ids = 0;
    for (const { kind, nsid } of entries) {
      if (kind !== "namespace") throw new Error(`a ${kind}`);
      if (nsid !== undefined) ids++;
    }
    if (entries.length !== count) throw new Error(`${entries.length} names`);
  },
  enter() {
    for (const name of names) {
      const namespace = openNamespace(name, options);
      inNamespace(namespace, nothing);
      namespace.close();
    }
  },
  socket() {
    for (const name of names) openSocket(name, AF_INET, SOCK_DGRAM, 0, options).close();
  },
};

/** @param {(names: string[]) => void} work */
function someAtOnce(work) {
  for (let i = 0; i < WARM_UP; i += WARM_UP_AT_ONCE) work(warmUp.slice(i, i + WARM_UP_AT_ONCE));
}

/** @param {string[]} names */
function remove(names) {
  const [failure] = deleteNamespaces(names, options);
  if (failure !== undefined) throw failure.error;
}

const { [task]: onceTask } = once;
const { [task]: repeatedRun } = repeated;
/** @type {{ time: number, cpu: number }[]} */
let runs;
if (onceTask !== undefined) {
  onceTask.before();
  runs = [measure(onceTask.run)];
  onceTask.after();
} else if (repeatedRun !== undefined) {
  repeat(repeatedRun, LONG_WARM_UP);
  runs = repeat(repeatedRun, Number(milliseconds));
} else throw new Error(`no task "${task}"`);
const times = runs.map(({ time }) => time).sort((a, b) => a - b);
const cpu = Math.min(...runs.map(({ cpu }) => cpu));
console.log([times[0], times[times.length >> 1], cpu].map((time) => time?.toFixed(0)).join(" "), ids);

/**
 * The processor's milliseconds: on a busy machine the clock's would be over before the compiler has done its work.
 *
 * @param {() => void} run @param {number} milliseconds
 */
function repeat(run, milliseconds) {
  const runs = [];
  const busy = process.cpuUsage();
  const used = () => {
    const { user, system } = process.cpuUsage(busy);
    return (user + system) / 1000;
  };
  do runs.push(measure(run));
  while (used() < milliseconds);
  return runs;
}

/** @param {() => void} run */
function measure(run) {
  const busy = process.cpuUsage();
  const start = process.hrtime.bigint();
  run();
  const time = Number(process.hrtime.bigint() - start) / count;
  const { user, system } = process.cpuUsage(busy);
  return { time, cpu: ((user + system) * 1000) / count };
}
