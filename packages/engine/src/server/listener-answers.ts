import type { GatewayAnswer } from '../gateway/gateway-request.ts';
import type { GatewayTarget } from '../gateway/gateways.ts';
import type { RequestTrace } from '../trace/trace.ts';

// What the listener itself answers, before or beside the gateway, in the words of whatever the request was for.

type Kind = GatewayTarget['kind'];

/** @source localstack's recordings of REST APIs; for the others public reports */
export function bodyTooLarge(kind: Kind, trace: RequestTrace): GatewayAnswer {
  const texts: { readonly [Each in Kind]: string } = {
    REST: 'Request Too Long',
    HTTP: 'Request Entity Too Large',
    FUNCTION_URL: 'Request Entity Too Large',
  };
  return closing(answer(kind, 413, texts[kind], trace, 'RequestTooLargeException'));
}

export function headersTooLarge(kind: Kind, trace: RequestTrace, limitBytes: number): GatewayAnswer {
  const text = kind === 'HTTP' ? 'Request Header Fields Too Large' : `HTTP header is larger than ${limitBytes} bytes.`;
  return closing(answer(kind, 431, text, trace));
}

/** A fault of ours. */
export function failed(kind: Kind, trace: RequestTrace): GatewayAnswer {
  return answer(kind, 500, kind === 'REST' ? 'Internal server error' : 'Internal Server Error', trace);
}

function answer(kind: Kind, statusCode: number, text: string, { requestId }: RequestTrace, errorType?: string): GatewayAnswer {
  const id = kind === 'HTTP' ? ['Apigw-Requestid', requestId] : ['x-amzn-RequestId', requestId];
  const headers = ['Content-Type', 'application/json', ...id];
  if (errorType !== undefined && kind !== 'HTTP') headers.push('x-amzn-ErrorType', errorType);
  const blank = kind === 'REST' && statusCode === 500 ? ' ' : '';
  const member = kind === 'FUNCTION_URL' ? 'Message' : 'message';
  return { statusCode, headers, body: `{"${member}":${blank}${JSON.stringify(text)}}` };
}

function closing(given: GatewayAnswer): GatewayAnswer {
  return { ...given, headers: [...given.headers, 'Connection', 'close'] };
}
