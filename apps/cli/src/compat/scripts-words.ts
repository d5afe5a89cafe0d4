import { each, type Script } from "./scripts.js";

const AB = "$IP netns add a; $IP netns add b; $IP netns set b 7";

/** Every option, in every spelling. */
const OPTIONS: Readonly<Record<string, string>> = {
  loops: "-loops 3, -l 3, -lo 3, --loops 3, --l 3, -l abc, - 3",
  family:
    "-family inet, -f inet6, -fa link, -fam bridge, -f mpls, --family inet, --f inet, -4, -6, -0, -M, -B, --4, --6, --B",
  "human, iec, statistics":
    "-h, -hu, -human, -human-readable, --human, -i, -ie, -iec, --iec, -s, -stat, -stats, -statistics, -s -s",
  "details, resolve, oneline":
    "-d, -det, -details, --details, -r, -re, -resolve, --resolve, -o, -one, -oneline, --oneline",
  "timestamp, tshort": "-t, -ti, -timestamp, --timestamp, -ts, -tsh, -tshort, --tshort",
  "force, brief, pretty": "-fo, -for, -force, --force, -br, -bri, -brief, --brief, -p, -pre, -pretty, --pretty",
  json: "-j, -js, -json, --json, -j -j, -j -o, -json -oneline, -j -p, -p -j, -json -pretty, --json --pretty",
  rcvbuf: "-rc 4096, -rcv 0x1000, -rcvbuf 010, --rcvbuf 65536, -rc +1, -rc -0",
  color: "-c, -co, -color, --color, -color=always, -color=auto, -color=never",
  "numeric, all, echo": "-N, -Nu, -Numeric, --Numeric, -a, -al, -all, --all, -echo, --echo",
  "-- ends them": "--, -j --, -- ",
};

/** What is wrong before the subcommand. */
const WRONG_OPTIONS: Readonly<Record<string, string>> = {
  unknown: "-foo, --foo, ---all, -e, -ec, -version, -x -j, -jx, -JSON, -n=a, -z -V",
  "exact ones do not go on": "-44, -60, -0x, -BB, -MM, -echoo",
  "bad arguments":
    "-f wrong, -f '', -f INET, -rc abc, -rc '', -rc -x, -rc 1x, -rc 08, -rc -1, -rc 4294967296, -c=bad, -color=Always, -col=",
};

const list = (spellings: string) => each(...spellings.split(", ").map((options) => `ip{${options}} list`));

export const words: readonly Script[] = [
  ...Object.entries(OPTIONS).map(([name, spellings]) => ({
    name: `option ${name}`,
    script: `${AB}\n${list(spellings)}`,
  })),
  ...Object.entries(WRONG_OPTIONS).map(([name, spellings]) => ({
    name: `options, ${name}`,
    script: `$IP netns add a\n${list(spellings)}`,
  })),
  {
    name: "options take effect in order",
    script: `${AB}\n${each("ip{-n a -foo} list", "ip{-n nosuch -foo} list", "ip{-f wrong -n nosuch} list", "ip{-n a -n b} identify", "ip{-n b -n a} identify")}`,
  },
  {
    name: "-netns, in every spelling",
    script: `${AB}\n${each("ip{-n a} identify", "ip{-ne a} identify", "ip{-netns a} identify", "ip{--netns a} identify", "ip{-j -n a} list", "ip{-n a -j -p} list-id", "ip{-n a} exec b true")}`,
  },
  {
    name: "-netns, what cannot be entered",
    script: `$IP netns add a; mkdir $RUN/folder; touch $RUN/stale; ln -s nowhere $RUN/dangling; ln -s a $RUN/link\n${each("ip{-n nosuch} list", "ip{-n stale} list", "ip{-n folder} list", "ip{-n dangling} list", "ip{-n link} exec a true", "ip{-n 1} list")}`,
  },
  {
    name: "-netns has the overlay",
    script: `$IP netns add a; mkdir -p $ETC/a; echo inside >$ETC/a/hosts; touch $ETC/a/no-such-file\n${each("ip{-n a} exec a cat /etc/hosts", "ip{-n a} list")}`,
  },
  {
    name: "list, in every spelling",
    script: `${AB}\n${each("ip{}", "ip{-j}", ...["l", "li", "lis", "list", "s", "sh", "sho", "show", "ls", "lst"].map((word) => `ip{} ${word}`))}`,
  },
  {
    name: "list-id, in every spelling",
    script: `${AB}\n${each("ip{} list-", "ip{} list-i", "ip{} list-id", "ip{} list-id nsid 7", "ip{} list-id nsid 0x7", "ip{} list-id nsid ' 7'", "ip{} list-id nsid +7", "ip{} list-id nsid 07")}`,
  },
  {
    name: "other subcommands, in every spelling",
    script: each(
      "ip{} ad x1; ip{} add x2; ip{} a x3; ip{} se x1 5; ip{} set x2 auto",
      "ip{} de x1; ip{} del x2; ip{} delet x3; ip{} add y; ip{} delete y",
      "ip{} at z $$; ip{} atta z2 $$; ip{} attach z3 $$",
      "ip{} e z true; ip{} ex z true; ip{} exe z true; ip{} exec z true",
      // Not into a pipe: what it ends in may be one of them by then, or not.
      'for word in p pid pids; do found=$(ip{} $word z); echo "$found" | grep -c .; done',
    ),
  },
  {
    name: "no subcommand",
    script: each(
      ...["foo", "''", "remove a", "rm a", "LIST", "lss", "lists", "list-ids", "adds x", "a/b", "helpp"].map(
        (word) => `ip{} ${word}`,
      ),
    ),
  },
  {
    name: "options behind the object are none",
    script: each("ip{} -j", "ip{} -- list", "ip{} -h list", "ip{} -n a"),
    differs: { because: "there is no object: they are options", fields: ["stdout", "stderr"] },
  },
  {
    name: "names are checked first, whatever the subcommand",
    script: each(
      ...["list", "show", "foo", "help", "add", "set", "del", "identify", "pids", "exec", "attach", "list-id"].map(
        (word) => `ip{} ${word} a/b`,
      ),
      "ip{} identify ''",
      "ip{} monitor .",
      "ip{} exec .. true",
    ),
  },
  {
    name: "words too many",
    script: `${AB}\n${each("ip{} list x y", "ip{} add c d e", "ip{} del c d e", "ip{} set a 5 6", "ip{} pids a b", "ip{} identify 1 2", "ip{} attach d $$ 2 3", "ip{} help x y", "ip{} list-id x")}`,
  },
  {
    name: "words too few",
    script: each(
      ...[
        "add",
        "del",
        "set",
        "set x",
        "pids",
        "exec",
        "exec x",
        "attach",
        "attach x",
        "list-id nsid",
        "list-id target-nsid",
      ].map((word) => `ip{} ${word}`),
      "ip{-all} add",
      "ip{-all} exec",
      "ip{-all} set",
      "ip{-all} pids",
      "ip{-all} attach x",
    ),
  },
  {
    name: "help, in every spelling",
    script: each("ip{} help", "ip{} h", "ip{} he x", "ip{-j} help", "ip{-all} hel", "ip{} list-id what"),
  },
  {
    name: "JSON is for list and list-id",
    script: `$IP netns attach here $$\n${each("ip{-j} identify", "ip{-j} pids here | grep -qx $$", "ip{-j} exec here echo x", "ip{-j} set here 5", "ip{-j} add b", "ip{-j} del b", "ip{-j} attach c $$", "ip{-j} help")}`,
    differs: { because: "under this name every subcommand that prints has JSON", fields: ["stdout"] },
  },
  {
    name: "JSON of ids and names",
    script: `${AB}; $IP netns set a 0; $IP -n a netns set b 9; $IP -n a netns set a 2147483647\n${each(
      ...["-j", "-j -p"].flatMap((options) =>
        [
          "list",
          "list-id",
          "list-id nsid 7",
          "list-id nsid 9",
          "list-id target-nsid 0",
          "list-id target-nsid 0 nsid 7",
          "list-id target-nsid 5",
          "list-id target-nsid 0 nsid 99",
        ].map((word) => `ip{${options}} ${word}`),
      ),
    )}`,
  },
  {
    name: "JSON of strange names",
    script: `$IP netns add 'q"t'; $IP netns add 'b\\s'; $IP netns add $'n\\nl'; $IP netns add $'t\\tb'; $IP netns add näme; $IP netns set näme 3\n${each("ip{-j} list", "ip{-j -p} list", "ip{} list", "ip{-j} list-id", "ip{} list-id")}`,
  },
];
