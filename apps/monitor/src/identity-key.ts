/** `DEVICE:INODE`: what a network namespace is known by, here, in the API and on the page. */
export function keyOfIdentity({ device, inode }: Readonly<Record<"device" | "inode", number | bigint>>): string {
  return `${device}:${inode}`;
}
