import { locate, type NamespaceSource, openNamespace } from "../namespace.js";
import { type Options, withDefaults } from "../paths.js";

/** Where a thread is to work, as it is told. */
export interface Place {
  /** Of the namespace's file: descriptors are the whole process's. */
  readonly fd: number;
  /** Whose overlay is put over /etc. */
  readonly name: Uint8Array | undefined;
  readonly etcDir: string;
}

/**
 * Opens a namespace for a thread, until that has done its work.
 *
 * @throws NamespaceError at once, when there is no such namespace.
 */
export function atPlace<T>(source: NamespaceSource, options: Options, work: (place: Place) => Promise<T>): Promise<T> {
  const paths = withDefaults(options);
  const { name } = locate(source, paths);
  const namespace = openNamespace(source, options);
  const place: Place = {
    fd: namespace.fd,
    name: name === undefined ? undefined : Buffer.from(name as string),
    etcDir: paths.etcDir,
  };
  return work(place).finally(() => namespace.close());
}
