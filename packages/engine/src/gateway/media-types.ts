/** A media type without its parameters: `text/html; charset=utf-8` is `text/html`. */
export function baseMediaType(header: string): string {
  const end = header.indexOf(';');
  return (end < 0 ? header : header.slice(0, end)).trim().toLowerCase();
}

/**
 * A matcher for `binaryMediaTypes`: exact types, `type/*`, and the all-embracing one. A wildcard on the left matches nothing but
 * when both sides are wild. @source localstack's recordings of binary media types
 */
export function binaryMediaTypeMatcher(types: readonly string[]): (mediaType: string) => boolean {
  if (types.length === 0) return () => false;
  const exact = new Set(types.map((type) => type.toLowerCase()));
  const prefixes = [...exact].filter((type) => type.endsWith('/*') && !type.startsWith('*')).map((type) => type.slice(0, -1));
  const everything = exact.has('*/*');
  return (mediaType) => everything || exact.has(mediaType) || prefixes.some((prefix) => mediaType.startsWith(prefix));
}

/** The first type a client accepts: the only one API Gateway looks at. */
export function firstAccepted(accept: string | undefined): string | undefined {
  if (accept === undefined) return undefined;
  const comma = accept.indexOf(',');
  return baseMediaType(comma < 0 ? accept : accept.slice(0, comma));
}
