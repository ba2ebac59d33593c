import type { RestExchange } from '../rest/rest-exchange.ts';
import { withinTime } from './within-time.ts';

const pathUri = /^arn:[^:]+:apigateway:[^:]*:sqs:path\/((?:\d{12}\/[\w.-]+)?)$/;

/** The path of a queue's URL in an integration's URI that stands for a request to SQS. */
export function sqsPathOfUri(uri: string): string | undefined {
  const [, path] = pathUri.exec(uri) ?? [];
  return path === undefined ? undefined : `/${path}`;
}

/**
 * The body is a request of SQS's query protocol, or of JSON when the headers say so; API Gateway asks for an answer in JSON.
 *
 * @source "Integrate Amazon API Gateway with Amazon SQS to handle asynchronous REST APIs", AWS prescriptive guidance
 */
export async function callSqs(exchange: RestExchange, url: string): Promise<void> {
  const { headers, body } = exchange.integrationRequest;
  const sent = Object.fromEntries([...headers].map(([name, { values }]) => [name.toLowerCase(), values.join(',')]));
  const request = {
    method: 'POST',
    url,
    headers: { accept: 'application/json', ...sent },
    body: Buffer.from(body),
    requestId: exchange.request.requestId,
  };
  const answer = await withinTime(exchange.services.sqs.handle(request), exchange);
  exchange.integrationResponse = {
    statusCode: answer.status,
    headers: new Map(Object.entries(answer.headers).map(([name, value]) => [name, { name, values: [value] }])),
    body: answer.body,
    selectionValue: String(answer.status),
  };
}
