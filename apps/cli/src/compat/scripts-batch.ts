import { each, type Script } from "./scripts.js";

/** The lines of a batch on standard input. */
const batch = (options: string, ...lines: string[]): string =>
  `ip{${options} -batch -} <<'LINES'\n${lines.join("\n")}\nLINES\necho "= $?"`;

const AB = "$IP netns add a; $IP netns add b; $IP netns set b 7";
const OPEN = `"b`;

/** Under the name `ip` these go to the real ip: it is ours under the name `netns` that is tested. */
export const batches: readonly Script[] = [
  {
    name: "batch",
    script: batch("", "netns add a", "netns set a 5", "netns list", "netns list-id", "netns del a", "netns"),
  },
  { name: "batch: nothing in it", script: `${batch("", "")}\nip{-batch -} </dev/null; echo $?` },
  {
    name: "batch: options in every spelling",
    script: `${AB}; echo 'netns list' >/run/lines\n${each("ip{-b /run/lines}", "ip{-ba /run/lines}", "ip{-batch /run/lines}", "ip{--batch /run/lines}", "ip{-fo -b /run/lines}", "ip{-force -b /run/lines}", "ip{-b /run/lines -force}", "ip{-j -p -b /run/lines}", "ip{-b /run/lines} list-id", "rm /run/lines")}`,
  },
  {
    name: "batch: the last file counts",
    script: `echo 'netns add a' >/run/1; echo 'netns add b' >/run/2; ip{-b /run/1 -b /run/2}; rm /run/1 /run/2`,
  },
  {
    name: "batch: comments and blank lines",
    script: batch(
      "",
      "# all of it",
      "",
      "   ",
      "\t# indented",
      "netns add a # behind",
      "netns add b#c",
      'netns add "d # e"',
      "netns",
    ),
  },
  {
    name: "batch: continuation",
    script: batch(
      "",
      "netns \\",
      "  add a",
      "netns add b\\",
      "c",
      "netns \\",
      "\\",
      "list",
      "netns add d\\ e",
      "netns # x \\",
      "netns list",
    ),
  },
  {
    name: "batch: continuation at the end",
    script:
      "printf 'netns add a\\nnetns list \\\\\\n' | ip{-batch -}; echo $?; printf 'netns del nosuch\\nnetns list \\\\\\n' | ip{-force -batch -}; echo $?",
  },
  {
    name: "batch: no newline at the end",
    script: "printf 'netns add a\\nnetns list' | ip{-batch -}; echo $?; printf 'netns list #' | ip{-batch -}; echo $?",
  },
  {
    name: "batch: carriage returns and tabs",
    script: "printf 'netns\\tadd\\ta\\r\\nnetns\\r\\n\\r\\n' | ip{-batch -}; echo $?",
  },
  {
    name: "batch: quotes",
    script: batch(
      "",
      'netns add "a b"',
      "netns add 'c d'",
      "netns add e'f",
      'netns add g"h',
      `netns add 'i"j'`,
      `netns add "k'l"`,
      `netns add "m"n`,
      "netns",
    ),
  },
  { name: "batch: a quote that is open", script: batch("-force", "netns add a", `netns add ${OPEN}`, "netns add c") },
  { name: "batch: words that are empty", script: batch("-force", "netns add ''", "netns add c") },
  {
    name: "batch: too many words",
    script:
      "{ echo netns add a; printf 'netns list'; printf ' x%.0s' $(seq 520); echo; } | ip{-batch -}; echo $?; ip{} list",
  },
  { name: "batch: a failure ends it", script: batch("", "netns add a", "netns add a", "netns add c") },
  {
    name: "batch: -force goes on",
    script: batch("-force", "netns add a", "netns add a", "netns del x", "netns add c", "netns list"),
  },
  {
    name: "batch: line numbers",
    script: batch("-force", "# one", "", "netns del x", "netns \\", "  del \\", "  y", "netns del z"),
  },
  {
    name: "batch: line numbers of a file",
    script:
      "printf '\\nnetns del x\\n' >/run/lines; ip{-batch /run/lines}; echo $?; cd /run; ip{-b ./lines}; echo $?; rm lines",
  },
  {
    name: "batch: usage ends it, even with -force",
    script: each(
      ...["add a/b", "set a abc", "foo", "help", "list-id nsid", "list-id x"].map(
        (line) => `printf 'netns ${line}\\nnetns add c\\n' | ip{-force -b -}`,
      ),
      "ip{} list",
    ),
  },
  {
    name: "batch: refusals",
    script: batch(
      "-force",
      "netns add",
      "netns del",
      "netns set nosuch",
      "netns exec",
      "netns exec a",
      "netns pids",
      "netns attach x",
      "netns identify x",
    ),
  },
  {
    name: "batch: netlink refuses",
    script: `${AB}\n${batch("-force", "netns set b 8", "netns set a 7", "netns list-id nsid 99", "netns list")}`,
  },
  { name: "batch: the object may be shortened", script: batch("-force", "net add a", "netn add b", "netns", "net") },
  {
    name: "batch: unknown objects",
    script: batch("-force", "nosuch", "nosuch list", "ip netns list", "-j netns list", "'' x"),
  },
  {
    name: "batch: JSON",
    script: `${AB}\n${batch("-j", "netns list", "netns list-id", "netns list-id nsid 7", "netns list-id nsid 99")}\n${batch("-j -p", "netns list", "netns list-id")}`,
  },
  {
    name: "batch: -all",
    script: `${AB}\n${batch("-all", "netns list", "netns exec echo x", "netns del", "netns list")}`,
  },
  {
    name: "batch: -netns",
    script: `${AB}\n${batch("-n a", "netns identify", "netns set b 3", "netns list")}\nip{} list`,
  },
  {
    name: "batch: exec",
    script: `${AB}\n${batch("", "netns exec a echo one", 'netns exec b sh -c "echo two; ls /sys/class/net"', "netns exec a pwd", "netns list")}`,
  },
  {
    name: "batch: exec fails",
    script: `${AB}\n${batch("", "netns exec a false", "netns exec b echo two")}\n${batch("-force", "netns exec a false", 'netns exec a sh -c "exit 7"', "netns exec a no-such-command", "netns exec b echo two")}`,
  },
  {
    name: "batch: exec is killed",
    script: `${AB}\n${batch("-force", 'netns exec a sh -c "kill -TERM $$"', "netns exec b echo two")}`,
  },
  {
    name: "batch: exec comes back",
    script: `${AB}; mkdir -p $ETC/a; echo inside >$ETC/a/hosts\n${batch("", "netns exec a cat /etc/hosts", "netns identify", "netns exec b grep -c inside /etc/hosts")}`,
  },
  {
    name: "batch: exec has the rest of standard input",
    script: `${AB}; printf 'netns exec a cat\\n' >/run/lines; echo hello | ip{-b /run/lines}; echo $?; rm /run/lines`,
  },
  {
    name: "batch: files that cannot be read",
    script: each("ip{-batch /run/nosuch}", "ip{-b ''}", "ip{-b nosuch -force} list"),
  },
  {
    name: "batch: many names",
    script:
      "for i in $(seq 50); do echo netns add n$i; echo netns set n$i $i; done | ip{-batch -}; ip{} list | wc -l; ip{} list-id nsid 33; seq -f 'netns del n%g' 50 | ip{-b -}; ip{} list",
  },
  {
    name: "batch: attach and pids",
    script: `sleep 60 & p=$!\nprintf 'netns attach x %s\\nnetns list\\n' $p | ip{-b -}; ip{} pids x | grep -qx $p && echo inside; kill $p`,
  },
];
