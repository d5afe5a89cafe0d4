/**
 * What both commands are run with. `ip{-j}` stands for the command with options: `ip -j netns`, or `netns -j`; it is what
 * is compared. What only sets the scene may use `$IP`, which is always the stock command.
 */
export interface Script {
  readonly name: string;
  readonly script: string;
  /** Where we differ on purpose, and why. The suite fails when such a difference is gone, too. */
  readonly differs?: {
    readonly fields: readonly Field[];
    readonly because: string;
  };
}

/** What is compared. */
export type Field = "stdout" | "stderr" | "status" | "state";

const differs = (because: string, ...fields: Field[]) => ({ differs: { because, fields } });

/** Commands, each with its status behind what it says. */
export const each = (...commands: string[]): string => commands.map((command) => `${command}; echo "= $?"`).join("\n");

export const scripts: readonly Script[] = [
  { name: "no run directory", script: "ip{}; ip{} list; ip{-j} list; ip{-all} del" },
  { name: "add", script: "ip{} add blue" },
  { name: "add several", script: "ip{} add a && ip{} add b && ip{} add c && ip{} list" },
  { name: "add twice", script: "ip{} add blue; ip{} add blue" },
  { name: "add without a name", script: "ip{} add" },
  { name: "add with words too many", script: "ip{} add a b c; ip{} list" },
  { name: "bad names", script: 'for n in \'\' . .. a/b; do ip{} add "$n"; echo $?; ip{} list "$n"; echo $?; done' },
  { name: "long names", script: "n=$(printf %0255d 0); ip{} add $n; echo $?; ip{} add ${n}0; echo $?; ip{} list" },
  { name: "strange names", script: "ip{} add 'a b'; ip{} add -x; ip{} add 123; ip{} add list; ip{} list" },
  { name: "umask", script: "umask 077; ip{} add a; stat -c %a $RUN" },
  { name: "delete", script: "ip{} add a; ip{} add b; ip{} del a; ip{} list" },
  { name: "delete what is not there", script: "ip{} delete nosuch; echo $?; ip{} del; echo $?" },
  { name: "delete a stale file", script: "mkdir -p $RUN; touch $RUN/stale; ip{} del stale" },
  { name: "delete a directory", script: "mkdir -p $RUN/folder; ip{} del folder" },
  {
    name: "delete with a process inside",
    script:
      "ip{} add a; ip{} exec a sleep 60 & while ! ip{} pids a | grep -q .; do :; done; ip{} del a; ip{} list; kill $!",
  },
  { name: "-all delete", script: "for n in a b c; do ip{} add $n; done; ip{-all} del; ip{} list" },
  {
    name: "-all delete, one fails",
    script: "ip{} add a; mkdir $RUN/folder; ip{} add b; ip{-all} del; echo $?; ls $RUN",
    ...differs("we go on after a failure, count, and end with 1", "stdout", "stderr", "state"),
  },
  { name: "-all delete with a name", script: "ip{} add a; ip{} add b; ip{-all} del a; ip{} list" },
  { name: "set and list", script: "ip{} add a; ip{} add b; ip{} set a 7; ip{} list; ip{} list-id" },
  { name: "set auto", script: "ip{} add a; ip{} add b; ip{} set a auto; ip{} set b auto; ip{} list" },
  { name: "set twice", script: "ip{} add a; ip{} set a 7; ip{} set a 8; echo $?; ip{} set a 7; echo $?" },
  { name: "set a number that is taken", script: "ip{} add a; ip{} add b; ip{} set a 7; ip{} set b 7; echo $?" },
  {
    name: "set: numbers in every base",
    script: 'for n in 0x10 010 \' 5\' +6; do ip{} add "n$n"; ip{} set "n$n" "$n"; done; ip{} list',
  },
  {
    name: "set: no numbers",
    script: "ip{} add a; for n in abc -1 '' 5x 2147483648; do ip{} set a \"$n\"; echo $?; done",
  },
  { name: "set without words", script: "ip{} set; echo $?; ip{} set a; echo $?; ip{} set nosuch 5; echo $?" },
  { name: "set a stale name", script: "mkdir -p $RUN; touch $RUN/stale; ip{} set stale 5; echo $?" },
  { name: "list-id by number", script: "ip{} add a; ip{} set a 7; ip{} list-id nsid 7; ip{} list-id nsid 8; echo $?" },
  {
    name: "list-id of a target",
    script:
      "ip{} add a; ip{} add b; ip{} set a 1; ip{} set b 2; ip{-n a} set b 22; ip{} list-id target-nsid 1; ip{} list-id target-nsid 1 nsid 2; ip{} list-id target-nsid 9; echo $?",
  },
  {
    name: "list-id: bad words",
    script:
      "ip{} list-id nsid; echo $?; ip{} list-id nsid x; echo $?; ip{} list-id nsid 1 nsid 2; echo $?; ip{} list-id what; echo $?",
  },
  {
    name: "list-id: a negative number",
    script: "ip{} list-id nsid -5 next; echo $?",
    ...differs("stock quotes the word behind the wrong one by mistake", "stderr"),
  },
  {
    name: "list-id: an id without a name",
    script:
      "ip{} add a; ip{} set a 3; ip{} exec a sleep 60 & while ! ip{} pids a | grep -q .; do :; done; ip{} del a; ip{} list-id; ip{-j} list-id; kill $!; while $IP netns list-id | grep -q .; do :; done",
  },
  {
    name: "JSON",
    script:
      "ip{} add a; ip{} add b; ip{} set a 7; ip{-j} list; ip{-j -p} list; ip{-json} list-id; ip{-j -pretty} list-id",
  },
  { name: "JSON of nothing", script: "mkdir -p $RUN; ip{-j} list; ip{-j -p} list; ip{-j} list-id; ip{-p} list" },
  {
    name: "list with a stale file",
    script: "mkdir -p $RUN; touch $RUN/stale; ip{} list; echo $?",
    ...differs("one clear line on standard error instead of the kernel's twice", "stderr"),
  },
  { name: "list with a symbolic link", script: "ip{} add a; ip{} set a 4; ln -s a $RUN/link; ip{} list" },
  {
    name: "the run directory is a file",
    script: "touch $RUN; ip{} list; echo $?; ip{} add a; echo $?; ip{-all} del; echo $?",
  },
  { name: "the run directory is a dangling link", script: "ln -s nowhere $RUN; ip{} list; ip{} add a; echo $?" },
  {
    name: "identify",
    script: "ip{} add a; ip{} identify; ip{} exec a sh -c 'ip{} identify $$'; ip{} identify 1073741824; echo $?",
  },
  {
    name: "identify: bad words",
    script: "ip{} identify abc; echo $?; ip{} identify 1 2; echo $?; ip{} identify ''; echo $?",
  },
  {
    name: "identify with two names",
    script: "ip{} add a; ln -s a $RUN/b; ip{} exec a sh -c 'ip{} identify $$'",
    ...differs("every name, as the manual says", "stdout"),
  },
  {
    name: "pids",
    script:
      "ip{} add a; ip{} pids a; ip{} exec a sh -c 'test \"$(ip{} pids a | head -n 1)\" = $$ && echo own'; ip{} pids nosuch; echo $?; ip{} pids; echo $?; ip{} pids a b; echo $?",
  },
  { name: "pids of a stale file", script: "mkdir -p $RUN; touch $RUN/stale; ip{} pids stale; echo $?" },
  {
    name: "exec",
    script:
      "ip{} add a; ip{} exec a sh -c 'ls /sys/class/net; cat /proc/net/dev | wc -l'; ip{} exec a sh -c 'exit 7'; echo $?",
  },
  { name: "exec: words", script: "ip{} add a; ip{} exec a printf '%s|' -n -- '' 'a b'; ip{} exec a -x; echo $?" },
  {
    name: "exec: what cannot be",
    script:
      "ip{} exec; echo $?; ip{} add a; ip{} exec a; echo $?; ip{} exec nosuch true; echo $?; ip{} exec a no-such-command; echo $?; ip{} exec a /etc; echo $?",
  },
  { name: "exec in a stale name", script: "mkdir -p $RUN; touch $RUN/stale; ip{} exec stale true; echo $?" },
  { name: "exec: killed by a signal", script: "ip{} add a; ip{} exec a sh -c 'kill -TERM $$'; echo $?" },
  {
    name: "exec: a file without #!",
    script: "ip{} add a; printf 'echo $# $1\\n' >/run/s; chmod +x /run/s; ip{} exec a /run/s x y",
  },
  {
    name: "exec: the overlay",
    script:
      "ip{} add a; mkdir -p $ETC/a; echo inside >$ETC/a/hosts; echo n >$ETC/a/no-such-file; ip{} exec a cat /etc/hosts; grep -c inside /etc/hosts",
  },
  {
    name: "exec: an overlay of a directory",
    script:
      "ip{} add a; mkdir -p /etc/folder $ETC/a/folder; touch $ETC/a/folder/x; mkdir $ETC/a/hosts; ip{} exec a ls /etc/folder",
  },
  {
    name: "exec: mounts stay inside",
    script:
      "ip{} add a; mkdir /run/m; ip{} exec a mount -t tmpfs tmpfs /run/m; grep -c ' /run/m ' /proc/self/mountinfo",
  },
  { name: "exec: a name is added inside", script: "ip{} add a; ip{} exec a sh -c 'ip{} add b'; ls $RUN" },
  {
    name: "exec: umask, directory, environment, limits",
    script:
      "ip{} add a; cd /usr; umask 027; export X=1; ulimit -Sn 99; ip{} exec a sh -c 'pwd; umask; echo $X; ulimit -Sn'",
  },
  {
    name: "exec: descriptors",
    script: "ip{} add a; ip{} exec a sh -c 'cat <&5; echo out >&7' 5</etc/hostname 7>/run/out; cat /run/out",
  },
  { name: "exec: ignored signals", script: "ip{} add a; trap '' HUP PIPE; ip{} exec a grep SigIgn /proc/self/status" },
  { name: "exec: standard input", script: "ip{} add a; echo hello | ip{} exec a cat; ip{} exec a cat </etc/hostname" },
  {
    name: "-all exec",
    script: "for n in a b c; do ip{} add $n; done; ip{-all} exec sh -c 'ls /sys/class/net; exit 3'; echo $?",
  },
  {
    name: "-all exec of nothing, and without a command",
    script: "ip{-all} exec true; echo $?; ip{} add a; ip{-all} exec; echo $?; ip{-all} exec no-such-command; echo $?",
  },
  {
    name: "-all exec, killed by a signal",
    script: "for n in a b; do ip{} add $n; done; ip{-all} exec sh -c 'kill -9 $$'; echo $?",
    ...differs("the others are run all the same, and the status is 0", "stdout"),
  },
  { name: "attach", script: "ip{} attach here $$; ip{} identify $$; ip{} attach here $$; echo $?" },
  {
    name: "attach: what cannot be",
    script:
      "ip{} attach; echo $?; ip{} attach x; echo $?; for p in 0 abc '' 99999999999 -5 1073741824; do ip{} attach x \"$p\"; echo $?; done; ip{} list",
  },
  {
    name: "-n",
    script:
      "ip{} add a; ip{} add b; ip{-n a} set b 5; ip{-n a} list-id; ip{-n a} exec b ls /sys/class/net; ip{-n nosuch} list; echo $?",
  },
  {
    name: "abbreviations",
    script:
      "ip{} a x; ip{} l; ip{} s; ip{} ls; ip{} se x 5; ip{} list-; ip{} i; ip{} p x; ip{} e x echo hi; ip{} at y $$; ip{} d x; ip{} lst",
  },
  {
    name: "unknown words",
    script: "ip{} foo; echo $?; ip{} ''; echo $?; ip{-foo} list; echo $?; ip{---all} list; echo $?",
  },
  {
    name: "options without effect",
    script:
      "ip{} add a; ip{-d -s -o -4 -6 -0 -t -ts -r -h -iec -br -N -c} list; ip{-color=never -family inet -l 3} list; ip{--json} list",
  },
  { name: "options that want more", script: "ip{-f wrong} list; echo $?; ip{-rc abc} list; echo $?" },
  { name: "help", script: "ip{} help; echo $?; ip{} h x; echo $?" },
  {
    name: "monitor",
    script:
      "ip{} monitor >/run/out & while ! grep -qs inotify /proc/$!/fdinfo/*; do :; done; ip{} add a; ip{} del a; for try in $(seq 100); do [ $(wc -l </run/out) -ge 2 ] && break; sleep 0.03; done; kill $!; cat /run/out",
    ...differs("each line is written at once; stock's are lost when it is killed", "stdout"),
  },
  {
    name: "a veth between two",
    script:
      "ip{} add a; ip{} add b; $IP link add v0 netns a type veth peer v1 netns b; ip{} exec a ls /sys/class/net; ip{} exec b ls /sys/class/net; ip{-n a} list-id",
  },
];
