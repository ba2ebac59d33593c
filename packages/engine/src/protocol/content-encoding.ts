import { deflateSync, gunzipSync, gzipSync } from 'node:zlib';

/** Shorter answers are sent as they are. @source Scylla's Alternator tests, verified on AWS */
const compressedBytesMin = 4096;

type Encoding = 'gzip' | 'deflate';

/** In the order in which AWS prefers them. */
const encodings: { readonly [name in Encoding]: (body: Buffer | string) => Buffer } = { gzip: gzipSync, deflate: deflateSync };

/**
 * A request's body as it was before its client compressed it.
 * @throws Error for another encoding, and for what is not of its encoding
 */
export function decodedBody(body: Buffer, contentEncoding: string | undefined, bytesMax: number): Buffer {
  if (contentEncoding === undefined || contentEncoding === 'identity') return body;
  if (contentEncoding !== 'gzip' || body.length === 0) throw new Error(`The body is not of the encoding ${contentEncoding}.`);
  return gunzipSync(body, { maxOutputLength: bytesMax });
}

/** An answer that its client would rather have compressed; undefined sends it as it is. */
export function encodedBody(
  body: Buffer | string,
  acceptEncoding: string | undefined,
): { readonly encoding: Encoding; readonly body: Buffer } | undefined {
  if (acceptEncoding === undefined || acceptEncoding === 'identity' || Buffer.byteLength(body) < compressedBytesMin) return undefined;
  const encoding = preferredEncoding(acceptEncoding);
  return encoding && { encoding, body: encodings[encoding](body) };
}

/**
 * The encoding of the greatest weight, of equal ones the first that is named. AWS leaves `identity` out of account.
 * @source Scylla's Alternator tests, verified on AWS
 */
function preferredEncoding(acceptEncoding: string): Encoding | undefined {
  const weights = new Map<string, number>();
  for (const entry of acceptEncoding.split(',')) {
    const [name = '', ...parameters] = entry.split(';').map((it) => it.trim().toLowerCase());
    weights.set(name, Math.max(weights.get(name) ?? 0, weightOf(parameters)));
  }
  const named = [...weights.keys()].filter(isEncoding);
  const others = Object.keys(encodings)
    .filter(isEncoding)
    .filter((it) => !weights.has(it));
  let preferred: Encoding | undefined;
  let greatest = 0;
  for (const it of [...named, ...others]) {
    const weight = weights.get(it) ?? weights.get('*') ?? 0;
    if (weight <= greatest) continue;
    preferred = it;
    greatest = weight;
  }
  return preferred;
}

/** What is no number counts as if it were not there. */
function weightOf(parameters: readonly string[]): number {
  const text = parameters.map((it) => /^q\s*=\s*(.*)$/.exec(it)?.[1]).find((it) => it !== undefined);
  const weight = Number(text ?? 1);
  return Number.isNaN(weight) ? 1 : Math.min(1, Math.max(0, weight));
}

function isEncoding(name: string): name is Encoding {
  return Object.hasOwn(encodings, name);
}
