import { fork } from "node:child_process";
import { ForksPoolWorker, type PoolOptions, type PoolRunnerInitializer } from "vitest/node";
import { inSandbox } from "./sandbox.js";

/**
 * A test file's process, started inside a sandbox: entered before Node starts, because a later switch would leave the
 * thread pool, and with it every `fs.promises` call, on the host.
 */
class SandboxWorker extends ForksPoolWorker {
  override readonly name = "sandbox";
  readonly #kind: "root" | "user";

  constructor(options: PoolOptions, kind: "root" | "user") {
    super(options);
    this.#kind = kind;
  }

  override async start(): Promise<void> {
    const [execPath, ...execArgv] = inSandbox(this.#kind, [process.execPath, ...this.execArgv]);
    // What ForksPoolWorker.start() would do, but for the program; it leaves a process alone that is there already. The
    // property is private in its types only, and vitest's version is pinned.
    const { env } = this;
    const started = fork(this.entrypoint, [], { env, execPath, execArgv, stdio: "pipe", serialization: "advanced" });
    Object.assign(this, { _fork: started });
    await super.start();
  }
}

/** For vitest's `pool` option: every test file gets a sandbox of its own. */
export function sandboxPool(kind: "root" | "user"): PoolRunnerInitializer {
  return { name: "sandbox", createPoolWorker: (options) => new SandboxWorker(options, kind) };
}
