import { existsSync } from "node:fs";
import { attachNamespace, createNamespaces, deleteNamespace, setNsid } from "@netns/core";
import { addAddress, addLink, addNeighbor, addRoute, openClient, setLink } from "@netns/rtnetlink";
import { kernelTest } from "@netns/testing";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect } from "vitest";
import { EventReader, type ServerEvent } from "../../fixtures/event-reader.js";
import { until, withMonitor } from "../../fixtures/monitor.js";
import { type Reply, type Served, withServed } from "../../fixtures/served.js";
import { openapi } from "./openapi.js";

/** The parts of an OpenAPI document that are looked at. */
interface Described {
  readonly paths: Readonly<
    Record<string, { readonly get: { readonly responses: Readonly<Record<string, Response>> } }>
  >;
}

interface Response {
  readonly content?: Readonly<
    Record<string, { readonly schema: object; readonly "x-events"?: Readonly<Record<string, object>> }>
  >;
}

/** Without room for properties that are not described: there may be such, but not because nobody thought of it. */
function closed<T>(value: T): T {
  if (Array.isArray(value)) return value.map(closed) as T;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, each]) => [key, closed(each)]);
  const isObject = "properties" in value && "type" in value && value.type === "object";
  return Object.fromEntries(isObject ? [...entries, ["additionalProperties", false]] : entries);
}

/** What is wrong with a value, by a schema of the document. */
class Judge {
  readonly #ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  readonly document: Described;

  constructor(document: Described) {
    this.document = document;
    this.#ajv.addSchema({ ...closed(document), $id: "document" }, "document");
  }

  faults(schema: object, value: unknown): unknown {
    const whole = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"document#/'));
    const isRight = this.#ajv.validate(whole, value);
    return isRight ? undefined : { errors: this.#ajv.errors?.slice(0, 3), value: JSON.stringify(value).slice(0, 500) };
  }

  /** Whether a reply is one of those that are described, and its body what is said of it. */
  replyFaults(path: string, { status, headers, body }: Reply): unknown {
    const response = this.document.paths[path]?.get.responses[String(status)];
    if (response === undefined) return `${path} is not described with ${status}`;
    const [type = ""] = (headers["content-type"] ?? "").split(";");
    const content = response.content?.[type];
    if (content === undefined) return `${path} with ${status} is not described as ${type}`;
    return type === "application/json" ? this.faults(content.schema, JSON.parse(body)) : undefined;
  }
}

/** All kinds. */
const args = ["--all-nsid"];

async function untilReady(served: Served): Promise<void> {
  for (;;) if ((await served.ask("/healthz")).status === 200) return;
}

/** One of each thing. */
function furnish(runDir: string): void {
  createNamespaces(["blue", "red"], { runDir });
  setNsid("red", 75, { runDir, observer: "blue" });
  using red = openClient({ namespace: `${runDir}/red` });
  using client = openClient({ namespace: `${runDir}/blue` });
  addLink(client, { kind: "veth", name: "near", peer: { name: "far" } });
  addLink(client, { kind: "bridge", name: "br0" });
  addLink(client, { kind: "macvlan", name: "above", link: "near" });
  setLink(client, "far", { master: "br0", up: true });
  setLink(client, "near", { up: true });
  addAddress(client, { address: "192.0.2.1/24", link: "near" });
  addRoute(client, { destination: "198.51.100.0/24", via: "192.0.2.9" });
  addNeighbor(client, { address: "192.0.2.9", link: "near", linkAddress: "02:00:00:00:00:09", state: "permanent" });
  setLink(red, "lo", { up: true });
}

kernelTest("what is answered is as the document says", async ({ runDir }) => {
  furnish(runDir);
  await withServed(runDir, args, async (served) => {
    await untilReady(served);
    const judge = new Judge(JSON.parse((await served.ask("/api/v1/openapi.json")).body));
    const snapshot = JSON.parse((await served.ask("/api/v1/snapshot")).body);
    const [{ key }] = snapshot.namespaces;
    const paths: Readonly<Record<string, readonly string[]>> = {
      "/": ["/"],
      "/assets/{name}": ["/assets/nosuch"],
      "/api/v1/snapshot": ["/api/v1/snapshot"],
      "/api/v1/namespaces/{key}/processes": [key, "1:2", "nosuch"].map((key) => `/api/v1/namespaces/${key}/processes`),
      "/api/v1/openapi.json": ["/api/v1/openapi.json"],
      "/healthz": ["/healthz"],
      "/metrics": ["/metrics"],
    };
    for (const [path, requests] of Object.entries(paths)) {
      for (const url of requests) expect(judge.replyFaults(path, await served.ask(url)), url).toBe(undefined);
      const refused = await served.ask(requests[0] ?? "", { host: "elsewhere.example" });
      expect({ status: refused.status, faults: judge.replyFaults(path, refused) }).toEqual({ status: 421 });
    }
    // And no other routes are described, but that of events, which is below.
    expect(Object.keys(judge.document.paths).sort()).toEqual([...Object.keys(paths), "/api/v1/events"].sort());
    const { namespaces, edges } = snapshot;
    expect(edges.map(({ kind }: { readonly kind: string }) => kind).sort()).toEqual(["lower", "master", "peer"]);
    for (const kind of ["links", "addresses", "routes", "rules", "neighbors", "fdb"]) {
      expect(namespaces.flatMap((namespace: Readonly<Record<string, unknown>>) => namespace[kind])).not.toEqual([]);
    }
  });
});

kernelTest("events are as the document says", async ({ runDir, scratch }) => {
  furnish(runDir);
  const socketPath = `${scratch}/socket`;
  await withMonitor(runDir, ["serve", "--listen", `unix:${socketPath}`, "--heartbeat", "1", ...args], async () => {
    await until("it serves", () => existsSync(socketPath));
    const judge = new Judge(openapi as unknown as Described);
    const events: ServerEvent[] = [];
    const reader = await EventReader.open(socketPath);
    const reading = reader.all((event) => events.push(event));
    const types = () => {
      const records = events.filter(({ event }) => event === "records").flatMap(({ data }) => JSON.parse(data));
      return new Set(records.map(({ type }) => type));
    };
    await until("it begins", () => events.some(({ event }) => event === "ready"));
    attachNamespace("azure", { path: `${runDir}/blue` }, { runDir }).close();
    await until("it is told to have another name", () => types().has("namespace-changed"));
    for (const name of ["azure", "blue"]) deleteNamespace(name, { runDir });
    await until("it is told to be gone", () => types().has("namespace-deleted"));
    await until("it lives", () => events.some(({ event }) => event === "heartbeat"));
    reader.close();
    await reading;
    const described = judge.document.paths["/api/v1/events"]?.get.responses["200"]?.content?.["text/event-stream"];
    const schemas = described?.["x-events"] ?? {};
    expect([...new Set(events.map(({ event }) => event))].sort()).toEqual(Object.keys(schemas).sort());
    for (const { event, data } of events) expect(judge.faults(schemas[event] ?? {}, JSON.parse(data))).toBe(undefined);
  });
});
