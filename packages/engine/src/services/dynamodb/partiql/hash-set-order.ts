const smallestTable = 16;

/** The order in which Java's HashSet gives strings back, which some of AWS's messages show. */
export function inHashSetOrder(strings: readonly string[]): readonly string[] {
  let size = smallestTable;
  while (strings.length > 0.75 * size) size *= 2;
  return [...strings].sort((a, b) => (spread(a) & (size - 1)) - (spread(b) & (size - 1)));
}

function spread(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  return hash ^ (hash >>> 16);
}
