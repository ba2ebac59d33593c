import { titleCase } from './title-case.ts';

/** Of the connection, so the listener's own; and what API Gateway sets. */
const dropped: ReadonlySet<string> = new Set([
  'apigw-requestid',
  'connection',
  'content-length',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** The headers of an integration as they go out, names and values in turn. @source localstack's recordings: names are title-cased */
export function outgoingHeaders(headers: readonly string[]): string[] {
  const out: string[] = [];
  for (let index = 0; index + 1 < headers.length; index += 2) {
    const name = headers[index] ?? '';
    if (!dropped.has(name.toLowerCase())) out.push(titleCase(name), headers[index + 1] ?? '');
  }
  return out;
}
