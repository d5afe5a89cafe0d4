import type { Replayed } from "./replay.js";

/** Where ours says something else than the record, on purpose: what it says instead, and why. */
export interface Allowed extends Partial<Replayed> {
  readonly because: string;
}

const CLASSIFIED = "one clear line for what is no network namespace, instead of the kernel's once for each look";
const NOTHING_STALE = "list-id is about ids: what is no network namespace has none, and is not mentioned";
const RIGHT_ARGUMENT = "names the argument that is wrong; stock quotes the word behind it by mistake";
const NAMES_ONLY = "-netns takes names: a path reaches whatever it likes in stock by accident";
const RENAMED = "a name that is given to something else goes, and another comes; stock sees neither";
const SEEN = "add x\nadd y\ndelete x\nadd dir\ndelete dir\nadd f\ndelete f\nadd g\ndelete g\n";
const NOT_EVEN_NODE = "Node itself needs more open files than that, and so does the shell that starts it";

const stale = (name: string, what: string) =>
  `"${name}" is not a network namespace (${what}); remove it with: ip netns delete ${name}\n`;

/** By the id of the transcript. The suite fails when one of them is not true any more. */
export const allowed: Readonly<Record<string, Allowed>> = {
  "dashn-empty": { because: NAMES_ONLY, stderr: 'Invalid netns name ""\n' },
  "dashn-path": { because: NAMES_ONLY, stderr: 'Invalid netns name "/run/netns/a"\n' },
  "dashn-dotdot": { because: NAMES_ONLY, stdout: "", stderr: 'Invalid netns name "../netns/a"\n', exit: 255 },
  "dashn-proc": { because: NAMES_ONLY, stdout: "", stderr: 'Invalid netns name "../../proc/1/ns/net"\n', exit: 255 },
  "list-stale": { because: CLASSIFIED, stderr: stale("stale", "plain file") },
  "list-stale-json": {
    because: `${CLASSIFIED}; in JSON it has a state`,
    stdout: '[{"name":"stale","state":"stale"},{"name":"a"}]\n',
    stderr: stale("stale", "plain file"),
  },
  "list-stale-mode0": { because: CLASSIFIED, stderr: stale("z", "plain file") },
  "list-subdir": { because: CLASSIFIED, stderr: '"d" is not a network namespace (directory)\n' },
  "list-dangling": { because: CLASSIFIED, stderr: stale("dang", "dangling link") },
  "list-othertype": { because: CLASSIFIED, stderr: stale("uts", "namespace of another kind") },
  "list-fifo": {
    because: "list waits for nothing; stock hangs on a FIFO",
    stdout: "pipe\n",
    stderr: stale("pipe", "special file"),
    exit: 0,
  },
  "list-badutf8-json": {
    because: "JSON is text: bytes that are not UTF-8 are beside it, in hexadecimal",
    stdout: '[{"name":"b\ufffdd","raw":"62ff64"}]\n',
  },
  "listid-stale": { because: NOTHING_STALE, stderr: "" },
  "listid-unnamed-stale": { because: NOTHING_STALE, stderr: "" },
  "listid-nsid-neg": {
    because: RIGHT_ARGUMENT,
    stderr: 'Error: argument "-1" is wrong: "nsid" value should be >= 0\n',
  },
  "listid-nsid-neg-more": {
    because: RIGHT_ARGUMENT,
    stderr: 'Error: argument "-1" is wrong: "nsid" value should be >= 0\n',
  },
  "listid-target-neg": {
    because: RIGHT_ARGUMENT,
    stderr: 'Error: argument "-1" is wrong: "target-nsid" value should be >= 0\n',
  },
  "listid-target-wrong-name": {
    because: "never a wrong name: stock looks the target's number up among the current namespace's",
    stdout: "nsid 40 current-nsid unassigned \n",
  },
  "add-all-bypass": {
    because: "names are checked with -all too: stock writes outside of the run directory",
    stderr: 'Invalid netns name "../esc"\n',
    exit: 255,
    left: "ls: cannot access '/run/netns': No such file or directory\numount: /run/esc: no mount point specified.\n",
  },
  "add-no-proc": {
    because: "what fails half-way is undone; stock leaves a stale file",
    left: "",
  },
  "argv0-other": {
    because: "of all names only ip is taken for ip's",
    stdout: "",
    stderr: 'Command "netns" is unknown, try "netns help".\n',
    exit: 255,
  },
  "add-locked": {
    because: "says what it waits for",
    stderr: "Waiting for somebody else's lock on /run/netns (flock)\n",
  },
  "del-symlink": {
    because: "removes the link only; stock unmounts what it points to, and leaves that stale",
    left: "a\n1\n",
  },
  "del-stacked": {
    because: "takes away every mount that is stacked on the name; stock says busy, and has to be called again",
    stderr: "",
    exit: 0,
    left: "b\n",
  },
  "del-readonly": { because: "looks before it unmounts, and leaves no stale file", left: "a\n1\n" },
  "delall-nobody": {
    because: "goes on after a failure, counts, and ends with 1",
    stderr:
      'Cannot remove namespace file "/run/netns/b": Permission denied\n' +
      'Cannot remove namespace file "/run/netns/a": Permission denied\n' +
      "2 of 2 could not be removed: b a\n",
    exit: 1,
  },
  "delall-failing": {
    because: "goes on after a failure, counts, and ends with 1",
    stderr: 'Cannot remove namespace file "/run/netns/d": Is a directory\n1 of 3 could not be removed: d\n',
    exit: 1,
    left: "d\n",
  },
  "identify-twonames": { because: "every name, as the manual says", stdout: "m2\nm1\n" },
  "execall-signal": {
    because: "the others are run all the same, as the manual says, and the status is 0",
    stdout: "\nnetns: b\n\nnetns: a\n",
    exit: 0,
  },
  "caps-ambient": {
    because: "stock drops its capabilities where CAP_NET_ADMIN is not among those that are inherited; we do not",
    stderr: "",
    exit: 0,
  },
  "full-stdout": {
    because: "standard output that cannot be written is an error",
    stderr: "write error: No space left on device\n",
    exit: 1,
  },
  monitor: { because: RENAMED, stdout: SEEN },
  "monitor-json": { because: RENAMED, stdout: SEEN },
  "monitor-ts": { because: RENAMED, stdout: SEEN },
  "monitor-pipe": {
    because: `each line is written at once, stock's are lost when it is killed; ${RENAMED}`,
    stdout: SEEN,
  },
  "monitor-rundir-removed": {
    because: "goes on when the run directory is made again, and says so",
    stdout: "add x\n",
    stderr:
      "Events may have been lost (run-dir-lost); looking again\n" +
      "Events may have been lost (run-dir-found); looking again\n",
  },
  "monitor-rundir-file": {
    because: "says that there is nothing to watch; stock waits for ever",
    stderr: "inotify_add_watch failed: Not a directory\n",
    exit: 1,
  },
  "batch-target": {
    because: "strict checking in a batch too; stock lists its own ids instead of the target's",
    stdout: "nsid 22 current-nsid 12 (iproute2 netns name: foo)\nnsid 23 current-nsid 13 (iproute2 netns name: bar)\n",
  },
  "nofile-4": { because: NOT_EVEN_NODE, stderr: "/bin/sh: 0: 3: Invalid argument\n", exit: 2 },
  "nofile-5": { because: NOT_EVEN_NODE, stderr: "/bin/sh: 0: 3: Invalid argument\n", exit: 2 },
  "nofile-6": { because: NOT_EVEN_NODE, stdout: "", stderr: "/bin/sh: 0: 3: Invalid argument\n", exit: 2 },
};
