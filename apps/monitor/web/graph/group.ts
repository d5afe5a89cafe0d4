/** As Map.groupBy, which Node 20 does not have. */
export function grouped<T, K>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
  const found = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const those = found.get(key);
    if (those === undefined) found.set(key, [item]);
    else those.push(item);
  }
  return found;
}
