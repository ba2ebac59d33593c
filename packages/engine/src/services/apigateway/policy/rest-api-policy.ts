import type { Value } from '@gatewright/template';
import { ServiceError } from '../../../protocol/service-error.ts';
import { type PatternSet, type PolicyStatement, parseResourcePolicy } from './parse-policy.ts';
import { PolicyError } from './policy-error.ts';

/** The resource policy of a REST API. */
export interface RestApiPolicy {
  /** As it was written. */
  readonly document: Value;
  readonly statements: readonly PolicyStatement[];
  readonly source: object;
}

/**
 * Reads an API's policy: an object, or its JSON. Empty text is none.
 * @param apiArn what `execute-api:/` stands for: `arn:aws:execute-api:REGION:ACCOUNT:API/`
 * @throws ServiceError BadRequestException, with the reason behind AWS's words
 * @source "Access control language overview for Amazon API Gateway"
 */
export function readRestApiPolicy(written: Value | undefined, apiArn: string): RestApiPolicy | undefined {
  if (written === undefined || written === null || written === '') return undefined;
  try {
    const document: Value = typeof written === 'string' ? JSON.parse(written) : written;
    const statements = parseResourcePolicy(document).map((it) => ({ ...it, resources: expanded(it.resources, apiArn) }));
    return { document, statements, source: typeof document === 'object' && document !== null ? document : {} };
  } catch (error) {
    if (!(error instanceof PolicyError) && !(error instanceof SyntaxError)) throw error;
    const message = `Invalid policy document. Please check the policy syntax and ensure that Principals are valid. (${error.message})`;
    throw new ServiceError('BadRequestException', message, 400);
  }
}

function expanded({ patterns, negated }: PatternSet, apiArn: string): PatternSet {
  return { patterns: patterns.map((it) => (it.startsWith('execute-api:/') ? apiArn + it.slice('execute-api:/'.length) : it)), negated };
}
