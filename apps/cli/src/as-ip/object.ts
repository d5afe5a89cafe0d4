/** Whether a word is `netns`, as the object of an ip(8) command line. Shorter ones are other objects: `ne` is neighbor. */
export function isObject(word: string): boolean {
  return word.length >= "net".length && "netns".startsWith(word);
}

/** How the program is called in texts, by the path of its script. A link by the name `ip` makes `ip netns …` ours. */
export function programOf(script: string): "netns" | "ip netns" {
  return /(^|\/)ip$/.test(script) ? "ip netns" : "netns";
}
