/** Whether a word is `netns`, as the object of an ip(8) command line. Shorter ones are other objects: `ne` is neighbor. */
export function isObject(word: string): boolean {
  return word.length >= "net".length && "netns".startsWith(word);
}
