/** What somebody types behind `netns `, with the TAB key in it, and the words that netns is called with then. */
export type Line = readonly [keys: string, ...words: string[]];

/** The same in every shell. */
export const lines: readonly Line[] = [
  // Subcommands and options.
  ["lis\t-\t", "list-id"],
  ["mon\t", "monitor"],
  ["help se\t", "help", "set"],
  ["--al\t exe\t true", "--all", "exec", "true"],
  ["-j -js\t li\t", "-j", "-json", "list"],
  // Names: from the directory, in the place where the grammar has one, shortened words and options before it or not.
  ["delete blu\t", "delete", "blue"],
  ["d blu\t", "d", "blue"],
  ["se blu\t aut\t", "se", "blue", "auto"],
  ["p blu\t", "p", "blue"],
  ["-netns blu\t del bla\t", "-netns", "blue", "del", "black"],
  ["-n blu\t", "-n", "blue"],
  ["-l 4 -r -rc 4 -color=auto -- pids blu\t", "-l", "4", "-r", "-rc", "4", "-color=auto", "--", "pids", "blue"],
  ["add blu\t", "add", "blu"],
  ["show blu\t", "show", "blu"],
  ["-all del blu\t", "-all", "del", "blu"],
  // Names that a shell must quote, in whatever way the word is begun.
  ["del a\t", "del", "a b"],
  ["del a\\ \t", "del", "a b"],
  ["del 'a \t", "del", "a b"],
  ['del "a \t', "del", "a b"],
  ["del 'd\t", "del", "d$x"],
  ['del "d\t', "del", "d$x"],
  ["del d\t", "del", "d$x"],
  ["del it\t", "del", "it's"],
  ["del q\t", "del", 'q"u'],
  ["del s\t", "del", "s\\t"],
  ["del n\t", "del", "n\nl"],
  ["del bad\t", "del", "bad\u00ff"],
  ["del -\t", "del", "-x"],
  ["del .\t", "del", ".dot"],
  ["del p\tr\t", "del", "p:r"],
  ["del p:q\t", "del", "p:q"],
  // Processes.
  ["identify 42\t", "identify", "4242"],
  ["at new 42\t", "at", "new", "4242"],
  // Keywords and values.
  ["list-id target-nsid 1 n\t 3", "list-id", "target-nsid", "1", "nsid", "3"],
  ["list-id nsid 1 \t 3", "list-id", "nsid", "1", "target-nsid", "3"],
  ["-f bri\t help", "-f", "bridge", "help"],
  ["-b fil\t", "-b", "file.txt"],
  // Another command's line: commands, files, and its own completion, ours for instance.
  ["exec blu\t frob\t", "exec", "blue", "frobnicate"],
  ["exec blue frobnicate fil\t", "exec", "blue", "frobnicate", "file.txt"],
  ["-a e frob\t fil\t", "-a", "e", "frobnicate", "file.txt"],
  ["exec blue netns -n bla\t d blu\t", "exec", "blue", "netns", "-n", "black", "d", "blue"],
  ["-n blue e blue netns -all e netns p p:q\t", ..."-n blue e blue netns -all e netns p p:q".split(" ")],
];
