import type { GatewayAnswer } from '../gateway-request.ts';
import { decodePercent } from '../query-string.ts';
import { contextVariable } from './context-variables.ts';
import type { HttpExchange } from './http-exchange.ts';
import { selectFromJson } from './select-from-json.ts';

/** `overwrite:header.X` taken apart. */
export interface MappingTarget {
  readonly action: string;
  readonly location: string;
  readonly name: string;
}

export function parseTarget(target: string): MappingTarget {
  const [, action = '', location = '', name = ''] = /^(\w+):([a-z]+)(?:\.(.*))?$/i.exec(target) ?? [];
  return { action: action.toLowerCase(), location: location.toLowerCase(), name };
}

/** @source "Transform API requests and responses for HTTP APIs": API Gateway truncates bodies at 100 KB before it applies a path */
const maximumSelectedBytes = 100 * 1024;

const reference = /^\$(request|response|context|stageVariables)\b/;

/**
 * The value of a mapping: `$request.header.X` alone, text with `${request.header.X}` in it, or plain text. What is not there is empty text.
 * @source "Transform API requests and responses for HTTP APIs in API Gateway"
 */
export function fillSelection(expression: string, exchange: HttpExchange, answer?: GatewayAnswer): string {
  if (reference.test(expression)) return selectionValue(expression.slice(1), exchange, answer) ?? '';
  return expression.replace(/\$\{([^}]+)\}/g, (all, inner: string) =>
    reference.test(`$${inner}`) ? (selectionValue(inner, exchange, answer) ?? '') : all,
  );
}

/** The value of `request.header.X` and the like; undefined when there is none. */
export function selectionValue(selection: string, exchange: HttpExchange, answer?: GatewayAnswer): string | undefined {
  const [, root = '', kind = '', rest = ''] = /^(\w+)(?:\.(\w+))?(?:[.](.*)|(\[.*))?$/s.exec(selection) ?? [];
  if (root === 'context') return contextVariable(selection.slice('context.'.length), exchange);
  if (root === 'stageVariables') {
    const { stageVariables } = exchange.stage.stage;
    const name = selection.slice('stageVariables.'.length);
    return Object.hasOwn(stageVariables, name) ? stageVariables[name] : undefined;
  }
  if (root === 'response') return ofAnswer(kind, rest, selection, answer);
  switch (kind) {
    case 'header':
      return exchange.headers.byName.get(rest.toLowerCase())?.values.join(',');
    case 'querystring':
      return exchange.query.get(rest)?.join(',');
    case 'path':
      return rest === '' ? decodePercent(exchange.place.path) : ownText(exchange.pathParameters ?? {}, rest);
    case 'body':
      return ofBody(exchange.request.body, selection.slice('request.body'.length));
    default:
      return undefined;
  }
}

function ofAnswer(kind: string, name: string, selection: string, answer: GatewayAnswer | undefined): string | undefined {
  if (!answer) return undefined;
  if (kind === 'statuscode') return String(answer.statusCode);
  if (kind === 'body') return ofBody(Buffer.from(answer.body), selection.slice('response.body'.length));
  if (kind !== 'header') return undefined;
  const key = name.toLowerCase();
  const values = answer.headers.filter((_, index) => index % 2 === 1 && answer.headers[index - 1]?.toLowerCase() === key);
  return values.length === 0 ? undefined : values.join(',');
}

function ofBody(body: Buffer, path: string): string | undefined {
  if (path === '') return body.toString('utf8');
  return selectFromJson(body.toString('utf8', 0, Math.min(body.length, maximumSelectedBytes)), path);
}

function ownText(map: { readonly [name: string]: string }, name: string): string | undefined {
  return Object.hasOwn(map, name) ? map[name] : undefined;
}
