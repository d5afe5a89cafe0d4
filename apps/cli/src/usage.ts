import type { Context } from "./context.js";

/** As `ip netns help` shows it, but for the program's name; on standard error, as there. */
export function printUsage({ diagnostics, program }: Pick<Context, "diagnostics" | "program">): void {
  const all = program === "netns" ? "netns [-all]" : program.replace(/^(\S+)/, "$1 [-all]");
  const lines = [
    `${program} list`,
    `${program} add NAME`,
    `${program} attach NAME PID`,
    `${program} set NAME NETNSID`,
    `${all} delete [NAME]`,
    `${program} identify [PID]`,
    `${program} pids NAME`,
    `${all} exec [NAME] cmd ...`,
    `${program} monitor`,
    `${program} list-id [target-nsid POSITIVE-INT] [nsid POSITIVE-INT]`,
  ];
  diagnostics.text(`Usage:\t${lines.join("\n\t")}\nNETNSID := auto | POSITIVE-INT\n`);
  diagnostics.flush();
}
