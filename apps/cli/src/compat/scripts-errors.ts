import { each, type Script } from "./scripts.js";

/** A user namespace in the sandbox, whose limits may be changed: everybody else's are the same afterwards. */
const limited = (...lines: string[]): string =>
  `unshare -Urnm bash -c '
mount -t tmpfs tmpfs /run
$IP netns add a
${lines.join("\n")}'`;

const AB = "$IP netns add a; $IP netns add b";

/** What goes wrong, subcommand by subcommand, beyond the transcripts. */
export const errors: readonly Script[] = [
  {
    name: "the run directory is a file, for everything",
    script: `touch $RUN\n${each("ip{} list", "ip{-j} list", "ip{} list-id", "ip{} add a", "ip{} attach a $$", "ip{} del a", "ip{} set a 5", "ip{} pids a", "ip{} exec a true", "ip{-all} exec true", "ip{-all} del", "ip{-n a} list")}`,
  },
  {
    name: "the run directory is missing, for everything",
    script: each(
      ...["list", "list-id", "del a", "set a 5", "pids a", "exec a true", "identify"].map((word) => `ip{} ${word}`),
      "ip{-j} list-id",
      "ip{-all} exec true",
      "ip{-all} del",
      "ip{-n a} list",
      "ls $RUN",
    ),
  },
  {
    name: "the run directory cannot be made, or written",
    script: `mount -o remount,bind,ro /run\n${each("ip{} add a", "ip{} attach a $$", "ip{} monitor")}
mount -o remount,bind,rw /run; mkdir $RUN; touch $RUN/stale; mount -o remount,bind,ro /run\n${each("ip{} add a", "ip{} attach a $$", "ip{} del stale", "ip{-all} exec true")}`,
  },
  {
    name: "what is no namespace, for everything",
    script: `mkdir -p $RUN/folder; touch $RUN/stale\n${each(
      ...["stale", "folder"].flatMap((name) => [
        `ip{} set ${name} 5`,
        `ip{} exec ${name} true`,
        `ip{} pids ${name}`,
        `ip{} add ${name}`,
        `ip{} attach ${name} $$`,
        `ip{} identify`,
      ]),
    )}`,
  },
  {
    name: "a namespace of another kind, for everything",
    script: `mkdir -p $RUN; touch $RUN/uts; mount --bind /proc/self/ns/uts $RUN/uts\n${each("ip{} set uts 5", "ip{} exec uts true", "ip{} pids uts", "ip{} add uts", "ip{-n uts} list")}`,
  },
  {
    name: "a namespace of another kind is removed",
    script: `mkdir -p $RUN; touch $RUN/uts; mount --bind /proc/self/ns/uts $RUN/uts\n${each("ip{} del uts", "ls -A $RUN")}`,
  },
  {
    name: "a dangling link, for everything",
    script: `mkdir -p $RUN; ln -s nowhere $RUN/link\n${each("ip{} set link 5", "ip{} exec link true", "ip{} pids link", "ip{} add link", "ip{-n link} list", "ip{} del link")}`,
  },
  {
    name: "limits: no more network namespaces",
    script: limited("echo 1 >/proc/sys/user/max_net_namespaces", each("ip{} add b", "ip{} list", "ip{} add b")),
  },
  {
    name: "limits: no more mount namespaces",
    script: limited("echo 0 >/proc/sys/user/max_mnt_namespaces", each("ip{} exec a true", "ip{-n a} list")),
  },
  {
    name: "limits: no inotify",
    script: limited("echo 0 >/proc/sys/user/max_inotify_instances", each("ip{} monitor")),
  },
  {
    name: "limits: nothing may be watched",
    script: limited("echo 0 >/proc/sys/user/max_inotify_watches", each("ip{} monitor")),
  },
  {
    name: "/sys may not be mounted",
    script: `mount -t tmpfs tmpfs /sys/kernel; ${limited(each("ip{} exec a true", "ip{-n a} list"))}`,
  },
  {
    name: "attach: what cannot be, by number",
    script: each(
      ...["0", "abc", "''", "1x", "' '", "0x", "-1", "1073741824", "2147483648", "-2147483649"].map(
        (pid) => `ip{} attach x ${pid}`,
      ),
      "ls -A $RUN",
    ),
  },
  {
    name: "attach: numbers as C reads them",
    script: `sleep 60 & p=$!\n${each("ip{} attach a1 $(printf 0x%x $p)", "ip{} attach a2 $(printf 0%o $p)", 'ip{} attach a3 " $p"', 'ip{} attach a4 "+$p"', "ip{} attach a1 $p", "ip{} set a1 3")}\nip{} list; ip{} list-id; kill $p`,
  },
  {
    name: "attach: another's namespace",
    script:
      "unshare -n sleep 60 & p=$!; until [ $(cat /proc/$p/comm) = sleep ]; do :; done; ip{} attach other $p; ip{} pids other | grep -qx $p && echo inside; ip{} exec other ls /sys/class/net; ip{} set other 4; ip{} list; kill $p",
  },
  {
    name: "set: what cannot be, by number",
    script: `$IP netns add a\n${each(...["abc", "''", "-1", "-0x1", "1x", "' '", "0x", "2147483648", "99999999999999999999", "aut", "AUTO", "auto5", "+-3"].map((id) => `ip{} set a ${id}`))}`,
  },
  {
    name: "set: taken, again, automatic",
    script: `${AB}; $IP netns add c\n${each("ip{} set a 0", "ip{} set a 0", "ip{} set a 1", "ip{} set a auto", "ip{} set b 0", "ip{} set b auto", "ip{} set c auto", "ip{} list")}`,
  },
  {
    name: "list-id: what cannot be",
    script: `${AB}; $IP netns set a 5\n${each(
      ...[
        "nsid 6",
        "nsid abc",
        "nsid ''",
        "nsid 2147483648",
        "target-nsid abc",
        "target-nsid 99",
        "target-nsid 99 nsid 5",
        "target-nsid 5 nsid 99",
        "nsid 5 nsid 5",
        "target-nsid 5 target-nsid 5",
        "nsid 5 x",
        "n 5",
        "NSID 5",
        "target 5",
      ].map((word) => `ip{} list-id ${word}`),
      "ip{-j} list-id nsid 6",
      "ip{-j} list-id target-nsid 99",
      "ip{-j -p} list-id target-nsid 99",
    )}`,
  },
  {
    name: "list-id: a target and its ids",
    script: `${AB}; $IP netns add c; $IP netns set a 1; $IP netns set b 2; $IP netns set c 3; for n in a b c; do $IP -n a netns set $n auto; done\n${each(
      ...["", "-j", "-j -p"].flatMap((options) => [
        `ip{${options}} list-id target-nsid 1`,
        `ip{${options}} list-id target-nsid 1 nsid 3`,
        `ip{${options}} list-id nsid 3 target-nsid 1`,
        `ip{${options}} list-id target-nsid 2`,
        `ip{${options}} list-id target-nsid 2 nsid 1`,
      ]),
      "ip{-n a} list-id",
      "ip{-n b} list-id",
    )}`,
  },
  {
    name: "identify: what cannot be",
    script: each(
      ...["abc", "self", "-1", "0", "01", "0x1", "'1 '", "+1", "1073741824", "99999999999999999999"].map(
        (pid) => `ip{} identify ${pid}`,
      ),
    ),
  },
  {
    name: "exec: what cannot be run",
    script: `$IP netns add a; printf 'echo x\\n' >/run/text; printf '#!/nowhere\\n' >/run/interpreter; chmod +x /run/interpreter; printf '\\177ELF' >/run/broken; chmod +x /run/broken\n${each(
      ...["no-such-command", "/no/such", "/etc", "/run/text", "/run/interpreter", "''", "--", "-n", "."].map(
        (command) => `ip{} exec a ${command}`,
      ),
      "cd /run; ip{} exec a ./nosuch",
      "PATH= /usr/bin/env true; true",
    )}`,
  },
  {
    name: "exec: statuses",
    script: `$IP netns add a\n${each(...[0, 1, 2, 126, 127, 128, 255].map((status) => `ip{} exec a sh -c 'exit ${status}'`), "ip{} exec a sh -c 'kill -TERM $$'", "ip{} exec a sh -c 'kill -PIPE $$'")}`,
  },
  {
    name: "exec: inside of exec, three deep",
    script: `${AB}; $IP netns add c; $IP netns set c 4
ip{} exec a ip{} exec b ip{} exec c ip{} identify
ip{} exec a ip{} list
ip{} exec a ip{} set b 3; ip{} exec a ip{} list-id; ip{} list-id
ip{-n a} exec b ip{-n c} identify
ip{} exec a sh -c 'ip{} exec nosuch true; echo $?; ip{} exec b sh -c "exit 9"'; echo $?
ip{-all} exec ip{} identify`,
  },
  {
    name: "exec: the overlay's rules",
    script: `$IP netns add a; mkdir -p $ETC/a/conf.d /etc/conf.d; touch $ETC/a/conf.d/in /etc/conf.d/out; echo x >/etc/on-file; mkdir $ETC/a/on-file /etc/on-folder; touch $ETC/a/on-folder; echo over >$ETC/a/.hidden; echo under >/etc/.hidden; ln -s /nowhere $ETC/a/hostname
ip{} exec a sh -c 'ls /etc/conf.d; cat /etc/on-file /etc/.hidden' 2>/run/errors; echo $?; sort /run/errors; rm /run/errors`,
  },
  {
    name: "exec: /sys is the namespace's",
    script: `$IP netns add a; $IP netns exec a $IP link add v0 type veth peer name v1
ip{} exec a ls /sys/class/net; ip{} exec a sh -c "awk '\\$5 == \\"/sys\\" { print \\$(NF-1) }' /proc/self/mountinfo | tail -n 1"; ls /sys/class/net`,
  },
  {
    name: "-all exec: what cannot be",
    script: `${AB}\n${each("ip{-all} exec no-such-command", "ip{-all} exec /etc", "ip{-all} exec a echo", "ip{-a} exec false", "ip{--all} e true", "echo once | ip{-all} exec cat")}`,
  },
  {
    name: "-all delete: strange names",
    script: `$IP netns add -x; $IP netns add 'a b'; $IP netns add $'n\\nl'; $IP netns add ...; touch $RUN/stale; ln -s nowhere $RUN/link; ip{-a} d x; echo $?; ls -A $RUN; ip{--all} delete; echo $?`,
  },
  {
    name: "delete: again, and what is held elsewhere",
    script: `${AB}; unshare -m --propagation private sleep 60 & p=$!; until [ $(cat /proc/$p/comm) = sleep ]; do :; done\n${each("ip{} del a", "ip{} del a", "ip{} add a", "ip{} del b")}\nkill $p`,
  },
  {
    name: "add: below a shared mount",
    script: `mount --make-shared /run; $IP netns add a; ip{} add b; ip{} del a; ip{} list`,
  },
  {
    name: "add: the run directory is a link",
    script: "mkdir /run/real; ln -s real $RUN; ip{} add a; ip{} list; ls /run/real",
  },
  {
    name: "add: the run directory is a mount already",
    script: "mkdir $RUN; mount -t tmpfs -o mode=755 tmpfs $RUN; ip{} add a; ip{} add b; ip{} del a",
  },
  {
    name: "add: many, and the order of the list",
    script: "for n in z m b y c; do ip{} add $n; done; ip{} set y 3; ip{} list; ip{} del b; ip{} list",
  },
  {
    name: "pids: of several",
    script: `${AB}; $IP netns exec a sleep 60 & p=$!; $IP netns exec a sleep 60 & q=$!; until [ "$($IP netns pids a | wc -l)" = 2 ]; do :; done
[ "$(ip{} pids a)" = "$(printf '%s\\n' $p $q | sort -n)" ] && echo both; ip{} pids b; ip{} identify $p; $IP netns attach c $p; ip{} pids c | wc -l; kill $p $q`,
  },
];
