import { ServiceError } from '../../../protocol/service-error.ts';
import type { Integration } from '../../../services/apigatewayv2/http-api.ts';
import type { GatewayAnswer } from '../../gateway-request.ts';
import type { HttpExchange } from '../http-exchange.ts';
import { fillSelection } from '../parameter-mapping.ts';

/** What SQS-SendMessage hands on, by SQS's own names; the rest of its parameters are of the integration itself. */
const sendMessageMembers: readonly string[] = [
  'QueueUrl',
  'MessageBody',
  'DelaySeconds',
  'MessageAttributes',
  'MessageDeduplicationId',
  'MessageGroupId',
  'MessageSystemAttributes',
];

/** SQS answers as its query protocol does, with XML. */
export async function sendMessage(exchange: HttpExchange, { requestParameters }: Integration): Promise<GatewayAnswer> {
  const requestId = exchange.request.requestId;
  const headers = ['content-type', 'text/xml'];
  const open = (name: string): string => `<?xml version="1.0"?><${name} xmlns="http://queue.amazonaws.com/doc/2012-11-05/">`;
  try {
    const { MessageId, MD5OfMessageBody, MD5OfMessageAttributes, SequenceNumber } = await exchange.services.sqs.call(
      'SendMessage',
      inputOf(exchange, requestParameters),
    );
    const members = { MessageId, MD5OfMessageBody, MD5OfMessageAttributes, SequenceNumber };
    const result = Object.entries(members).flatMap(([name, value]) => (value === undefined ? [] : [`<${name}>${String(value)}</${name}>`]));
    const body = `${open('SendMessageResponse')}<SendMessageResult>${result.join('')}</SendMessageResult><ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></SendMessageResponse>`;
    return { statusCode: 200, headers, body };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const body = `${open('ErrorResponse')}<Error><Type>Sender</Type><Code>${error.code}</Code><Message>${escapeXml(error.message)}</Message><Detail/></Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
    return { statusCode: error.status, headers, body };
  }
}

function inputOf(exchange: HttpExchange, parameters: Integration['requestParameters']): { readonly [member: string]: unknown } {
  return Object.fromEntries(
    Object.entries(parameters).flatMap(([name, expression]): [string, unknown][] => {
      if (!sendMessageMembers.includes(name)) return [];
      const value = fillSelection(expression, exchange);
      if (value === '') return [];
      if (name === 'DelaySeconds') return [[name, Number(value)]];
      return [[name, name.endsWith('Attributes') ? attributesIn(value) : value]];
    }),
  );
}

/** Attributes are given as JSON. @throws ServiceError InvalidParameterValue */
function attributesIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ServiceError('InvalidParameterValue', 'The message attributes are not JSON.');
  }
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
