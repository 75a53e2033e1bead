/** What is found once for each object. */

/**
 * A function that remembers what was found for an object, as long as the object lives. The further arguments only help to
 * find it the first time.
 */
export function oncePer<Key extends object, Rest extends readonly unknown[], Result>(
  find: (key: Key, ...rest: Rest) => Result,
): (key: Key, ...rest: Rest) => Result {
  const known = new WeakMap<Key, { readonly result: Result }>();
  return (key, ...rest) => {
    let found = known.get(key);
    if (!found) {
      found = { result: find(key, ...rest) };
      known.set(key, found);
    }
    return found.result;
  };
}
