import type { NamespaceKey } from "../../src/topology/world.js";
import { button, element, setText } from "../dom.js";
import { clock, count, text } from "../model/format.js";
import type { Table } from "../model/tables.js";
import { TableView } from "./table-view.js";

/** As the server tells it: in src/serve. */
interface Processes {
  readonly processes: readonly { readonly pid: number; readonly command?: string | undefined }[];
  /** False: there are more. */
  readonly complete: boolean;
}

/** The processes in a namespace. That is asked for: nothing tells of processes that come and go. */
export class ProcessesView {
  readonly element: HTMLElement;
  readonly #key: NamespaceKey;
  readonly #told: (number: number) => void;
  readonly #refresh = button("Look again", () => void this.load());
  readonly #state = element("span", { class: "quiet", role: "status" });
  readonly #table = new TableView("Processes", () => undefined);

  /** @param told Is told how many there are. */
  constructor(key: NamespaceKey, told: (number: number) => void) {
    this.#key = key;
    this.#told = told;
    const tools = element("div", { class: "section-tools" }, this.#refresh, this.#state);
    this.element = element("div", {}, tools, this.#table.element);
  }

  /** What went wrong is said where the processes would be. */
  async load(): Promise<void> {
    this.#refresh.disabled = true;
    setText(this.#state, "Looking …");
    try {
      const { processes, complete } = await fetchProcesses(this.#key);
      this.#table.update(tableOf(processes));
      this.#told(processes.length);
      const more = complete ? "" : "; there may be more that cannot be seen";
      setText(this.#state, `${count(processes.length, "process", "processes")} at ${clock(Date.now())}${more}`);
    } catch (error) {
      setText(this.#state, `They cannot be told: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      this.#refresh.disabled = false;
    }
  }
}

async function fetchProcesses(key: NamespaceKey): Promise<Processes> {
  const response = await fetch(`/api/v1/namespaces/${key}/processes`);
  if (response.ok) return response.json();
  const { error } = (await response.json()) as { readonly error?: string };
  throw new Error(error ?? `the server answers ${response.status}`);
}

function tableOf(processes: Processes["processes"]): Table {
  const rows = processes.map(({ pid, command }) => ({
    key: String(pid),
    cells: [{ text: String(pid) }, { text: text(command) }],
  }));
  return { columns: ["PID", "Command"], rows };
}
