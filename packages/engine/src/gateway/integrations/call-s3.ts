import type { RestExchange } from '../rest/rest-exchange.ts';
import { withinTime } from './within-time.ts';

/** @source "Tutorial: Create a REST API as an Amazon S3 proxy", API Gateway developer guide; a bucket may stand before the service */
const pathUri = /^arn:[^:]+:apigateway:[^:]*:(?:([^:]+)\.)?s3:path\/([^?]*)(\?.*)?$/s;

/** The path and query of an integration's URI that stands for a request to S3. */
export function s3PathOfUri(uri: string): string | undefined {
  const [, bucket, path, query = ''] = pathUri.exec(uri) ?? [];
  if (path === undefined) return undefined;
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  return `/${bucket === undefined ? '' : `${bucket}/`}${encoded}${query}`;
}

/** Whatever S3 answers goes on to the responses of the integration, its refusals too. */
export async function callS3(exchange: RestExchange, url: string): Promise<void> {
  const { httpMethod, headers, body } = exchange.integrationRequest;
  const sent = Object.fromEntries([...headers].map(([name, { values }]) => [name, values.join(',')]));
  const answer = await withinTime(exchange.services.s3.request({ method: httpMethod, url, headers: sent, body }), exchange);
  exchange.integrationResponse = {
    statusCode: answer.status,
    headers: new Map(Object.entries(answer.headers).map(([name, value]) => [name, { name, values: [value] }])),
    body: answer.body,
    selectionValue: String(answer.status),
  };
}
