/** The kernel's spelling of a name of ours: `targetNsid` in set NETNSA is NETNSA_TARGET_NSID. */
export function attributeName(prefix: string, name: string): string {
  return `${prefix}_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}
