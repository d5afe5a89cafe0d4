import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { type HasFd, inNamespace } from "@netns/syscall";
import { kernelTest } from "@netns/testing";
import { type Answer, answerTo, NOTHING } from "./answer.js";

/** What iproute2 says of something: a member of its JSON. */
export type Shown = Readonly<Record<string, unknown>>;

const env = { PATH: `${process.env["PATH"]}:/usr/sbin:/sbin`, HOME: "/", LC_ALL: "C" };
const hasTools =
  spawnSync("sh", ["-c", "command -v ip && command -v bridge && command -v stdbuf"], { env }).status === 0;
if (!hasTools) console.error("Compared with nothing: ip(8) or its like is missing: install iproute2");

/** A kernel test that asks stock iproute2; skipped where that is missing. */
export const oracleTest: typeof kernelTest = hasTools ? kernelTest : (kernelTest.skip as typeof kernelTest);

/**
 * Stock `ip` or `bridge` in a namespace, with `-json -details`, which takes one command after the other: it is started
 * once, since that takes the second kernel a second.
 *
 * @example
 * await using ip = new Tool("ip", lab.namespace);
 * await ip.run("link add a type dummy");
 * const [link] = await ip.show("link show dev a");
 */
export class Tool implements AsyncDisposable {
  readonly #name: "ip" | "bridge";
  readonly #namespace: HasFd;
  #child: ChildProcess | undefined;
  #lines = 0;
  #output = "";
  #arrived: () => void = () => {};

  constructor(name: "ip" | "bridge", namespace: HasFd) {
    this.#name = name;
    this.#namespace = namespace;
  }

  /** A command that says nothing when it is done. @throws Error with the tool's words when it is not. */
  async run(command: string): Promise<void> {
    const { output, failed } = await this.#ask(command);
    if (!failed && output === "") return;
    await this.#end();
    throw new Error(`${this.#name} ${command}: ${output}`);
  }

  /** What a command shows. @throws Error with the tool's words when it fails. */
  async show(command: string): Promise<readonly Shown[]> {
    const { output, failed } = await this.#ask(command);
    if (!failed) return output.trim() === "" ? [] : JSON.parse(output);
    // The JSON that it had begun would come with the next command's.
    await this.#end();
    throw new Error(`${this.#name} ${command}: ${output}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#end();
  }

  async #ask(command: string): Promise<Answer> {
    const child = this.#child ?? this.#start();
    const line = this.#lines + 1;
    this.#lines += 2;
    child.stdin?.write(`${command}\n${NOTHING}\n`);
    for (;;) {
      const answer = answerTo(line, this.#output);
      if (answer !== undefined) {
        this.#output = answer.rest;
        return answer;
      }
      if (this.#child !== child) throw new Error(`${this.#name} has ended at ${command}: ${this.#output}`);
      await new Promise<void>((resolve) => (this.#arrived = resolve));
    }
  }

  #start(): ChildProcess {
    // In one stream, so that what is said of a command stands where it was said.
    const script = `exec stdbuf -oL ${this.#name} -json -details -force -batch - 2>&1`;
    const child = inNamespace(this.#namespace, () =>
      spawn("sh", ["-c", script], { env, stdio: ["pipe", "pipe", "inherit"] }),
    );
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      this.#output += text;
      this.#arrived();
    });
    // Some commands end the tool itself: the next one goes to a new one.
    child.stdin?.on("error", () => {});
    child.on("close", () => {
      if (this.#child === child) this.#child = undefined;
      this.#arrived();
    });
    this.#child = child;
    this.#lines = 0;
    this.#output = "";
    return child;
  }

  async #end(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined) return;
    const closed = once(child, "close");
    child.stdin?.end();
    await closed;
  }
}
