import { spawnSync } from "node:child_process";
import { kernelTest } from "@netns/testing";
import { describe, expect } from "vitest";
import { lines } from "./lines.js";
import { completions, makeSurroundings, type Shell, typeLines } from "./typing.js";

const file = `${completions}/netns.bash`;
const bash: Shell = {
  command: "bash --noprofile --rcfile .rc -i",
  home: { ".rc": `PS1='READY> '\nbind 'set bell-style none'\n. '${file}'\n` },
};

kernelTest("bash: what is typed becomes what is meant", async ({ scratch }) => {
  const called = await typeLines(
    bash,
    lines.map(([keys]) => keys),
    scratch,
  );
  expect(called).toEqual(lines.map(([, ...words]) => words));
});

describe("bash: what is offered", () => {
  /** The candidates for a line whose words bash has split; the shell's own options are set first. */
  function offered(env: NodeJS.ProcessEnv, words: readonly string[], settings = ":"): string[] {
    const script = `
      ${settings}
      . "$1"
      shift
      compopt() { echo "(compopt $*)"; }
      COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
      printf -v COMP_LINE '%s ' "$@"
      COMP_LINE=\${COMP_LINE% } COMP_POINT=\${#COMP_LINE}
      _netns netns "\${COMP_WORDS[COMP_CWORD]}" "\${COMP_WORDS[COMP_CWORD - 1]}"
      ((\${#COMPREPLY[@]})) && printf '%s\\n' "\${COMPREPLY[@]}"
      :`;
    const { stdout, stderr, status } = spawnSync(
      "bash",
      ["--norc", "--noprofile", "-c", script, "bash", file, "netns", ...words],
      { env, encoding: "latin1" },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    return stdout.split("\n").slice(0, -1).sort();
  }

  const COMMANDS = "add attach delete exec help identify list list-id monitor pids set".split(" ");
  const OPTIONS = "-Version -all -batch -force -help -json -netns -pretty -timestamp -tshort".split(" ");
  const NAMES = ["$'bad\\377'", "$'n\\nl'", "-x", ".dot", "a\\ b", "black", "blue", "d\\$x", "it\\'s", "p:q", "p:r"];
  const ALL_NAMES = [...NAMES, 'q\\"u', "s\\\\t"].sort();

  kernelTest("subcommands, options, names, processes, keywords, where each belongs", ({ scratch }) => {
    const env = makeSurroundings(scratch);
    const offers = (...words: string[]) => offered(env, words);
    expect(offers("")).toEqual(COMMANDS);
    expect(offers("-n", "blue", "")).toEqual(COMMANDS);
    expect(offers("h", "")).toEqual(COMMANDS);
    expect(offers("-")).toEqual(OPTIONS);
    expect(offers("-j", "--")).toEqual(OPTIONS.map((option) => `-${option}`));
    expect(offers("--", "-")).toEqual([]);
    expect(offers("delete", "")).toEqual(ALL_NAMES);
    expect(offers("identify", "")).toEqual(["4242", "51"]);
    expect(offers("attach", "x", "")).toEqual(["4242", "51"]);
    expect(offers("list-id", "")).toEqual(["nsid", "target-nsid"]);
    expect(offers("list-id", "nsid", "")).toEqual([]);
    expect(offers("-f", "")).toEqual(["bridge", "inet", "inet6", "link", "mpls"]);
    expect(offers("-batch", "")).toEqual(["(compopt -o default)"]);
    expect(offers("exec", "blue", "frob")).toEqual(["(compopt -o default)", "frobnicate"]);
  });

  kernelTest("nothing where there is nothing to offer", ({ scratch }) => {
    const env = makeSurroundings(scratch);
    const nothing = "add , attach , list , monitor , delete blue , pids blue , set blue auto , nosuch , -l ".split(
      ", ",
    );
    for (const line of nothing) expect({ line, offered: offered(env, line.split(" ")) }).toEqual({ line, offered: [] });
  });

  kernelTest("whatever the user has set, and without a run directory", ({ scratch }) => {
    const env = makeSurroundings(scratch);
    for (const settings of [
      "set -f",
      "shopt -s failglob",
      "GLOBIGNORE='*b*'",
      "shopt -s nocasematch extglob",
      "IFS=e",
    ]) {
      expect({ settings, names: offered(env, ["del", ""], settings) }).toEqual({ settings, names: ALL_NAMES });
    }
    expect(offered(env, ["del", ""], `NETNS_RUN_DIR=${scratch}/nosuch`)).toEqual([]);
    expect(offered(env, ["del", ""], `mkdir -p '${scratch}/e m'; NETNS_RUN_DIR='${scratch}/e m'`)).toEqual([]);
  });
});
