import { execFileSync } from "node:child_process";
import type { RtnetlinkClient } from "../client.js";
import type { Lab } from "../through-kernel/lab.js";
import { type Shown, Tool } from "./tool.js";

const env = { PATH: `${process.env["PATH"]}:/usr/sbin:/sbin`, HOME: "/", LC_ALL: "C" };

/** One of two namespaces that are alike, with the tools in it. */
export class Twin<L extends Lab> implements AsyncDisposable {
  readonly ip: Tool;
  readonly bridge: Tool;

  constructor(readonly lab: L) {
    this.ip = new Tool("ip", lab.namespace);
    this.bridge = new Tool("bridge", lab.namespace);
  }

  get client(): RtnetlinkClient {
    return this.lab.client;
  }

  /** Of a command whose first word is the tool. */
  run(command: string): Promise<void> {
    return this.#tool(command, (tool, words) => tool.run(words));
  }

  /** Of a command whose first word is the tool. */
  show(command: string): Promise<readonly Shown[]> {
    return this.#tool(command, (tool, words) => tool.show(words));
  }

  /** By a process of its own: for other options, and for what is another list the second time. */
  showOnce(name: "ip" | "bridge", options: string, command: string): readonly Shown[] {
    const args = ["-json", ...options.split(" "), ...command.split(" ")];
    return JSON.parse(this.lab.inside(() => execFileSync(name, args, { env, encoding: "utf8" })));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.ip[Symbol.asyncDispose]();
    await this.bridge[Symbol.asyncDispose]();
    this.lab[Symbol.dispose]();
  }

  #tool<T>(command: string, work: (tool: Tool, words: string) => T): T {
    const space = command.indexOf(" ");
    const name = command.slice(0, space);
    if (name !== "ip" && name !== "bridge") throw new Error(`${name} is no tool`);
    return work(this[name], command.slice(space + 1));
  }
}

/** The same place twice: our verbs work in one, the tools' commands in the other. */
export class Twins<L extends Lab> implements AsyncDisposable {
  readonly ours: Twin<L>;
  readonly theirs: Twin<L>;

  constructor(make: () => L) {
    this.ours = new Twin(make());
    this.theirs = new Twin(make());
  }

  get both(): readonly Twin<L>[] {
    return [this.ours, this.theirs];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const twin of this.both) await twin[Symbol.asyncDispose]();
  }
}
