// The examples of AWS's own pages: a body of 65 kilobytes signed in chunks, with and without a trailer.
import { expect, test } from 'vitest';
import { decodeAwsChunked } from './aws-chunked.ts';
import { ChunkSignatures } from './chunk-signatures.ts';

interface Example {
  readonly name: string;
  readonly seed: string;
  readonly chunks: readonly [first: string, second: string, last: string];
  readonly trailer?: { readonly line: string; readonly signature: string };
}

const examples: readonly Example[] = [
  {
    name: 'transferring a payload in multiple chunks',
    seed: '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
    chunks: [
      'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648',
      '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497',
      'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9',
    ],
  },
  {
    name: 'including trailing headers',
    seed: '106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e',
    chunks: [
      'b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2',
      '1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7',
      '2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992',
    ],
    trailer: {
      line: 'x-amz-checksum-crc32c:sOO8/Q==',
      signature: 'd81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435',
    },
  },
];

function bodyOf({ chunks: [first, second, last], trailer }: Example): string {
  const end = trailer ? `${trailer.line}\r\nx-amz-trailer-signature:${trailer.signature}\r\n` : '';
  return (
    `10000;chunk-signature=${first}\r\n${'a'.repeat(65_536)}\r\n400;chunk-signature=${second}\r\n${'a'.repeat(1024)}\r\n` +
    `0;chunk-signature=${last}\r\n${end}\r\n`
  );
}

async function decode(body: string, { seed, trailer }: Example): Promise<number> {
  const signatures = new ChunkSignatures({
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    date: '20130524T000000Z',
    day: '20130524',
    region: 'us-east-1',
    service: 's3',
    signature: seed,
  });
  async function* pieces(): AsyncIterable<Buffer> {
    const bytes = Buffer.from(body);
    for (let at = 0; at < bytes.length; at += 5000) yield bytes.subarray(at, at + 5000);
  }
  const trailers = new Map<string, string>();
  let size = 0;
  for await (const piece of decodeAwsChunked(pieces(), { trailers, signatures })) size += piece.length;
  expect([...trailers.keys()]).toEqual(trailer ? ['x-amz-checksum-crc32c'] : []);
  return size;
}

const refusal = { code: 'SignatureDoesNotMatch', status: 403 };
test.each(examples)('$name', async (example) => {
  const body = bodyOf(example);
  expect(await decode(body, example)).toBe(66_560);
  const [first, second, last] = example.chunks;
  const changed = [
    body.replace('aaaa\r\n', 'aaab\r\n'),
    body.replace(first, second),
    body.replace(last, first),
    body.replace(`;chunk-signature=${second}`, ''),
    body.replace(`10000;chunk-signature=${first}\r\n${'a'.repeat(65_536)}\r\n`, ''),
    ...(example.trailer ? [body.replace('sOO8/Q==', 'sOO8/R=='), body.replace(/x-amz-trailer-signature:.*\r\n/, '')] : []),
  ];
  for (const it of changed) await expect(decode(it, example)).rejects.toMatchObject(refusal);
});
