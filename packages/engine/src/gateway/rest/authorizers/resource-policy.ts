import { placeOf } from '@gatewright/template';
import type { PolicyOutcome } from '../../../services/apigateway/policy/evaluate-policy.ts';
import type { PolicyPrincipal } from '../../../services/apigateway/policy/principals.ts';
import { placeIn } from '../../../trace/place-in.ts';
import { GatewayError } from '../../gateway-error.ts';
import type { RestExchange } from '../rest-exchange.ts';
import { judgePolicy, methodArnOf } from './judge-policy.ts';

/** What the API's resource policy says to a request; undefined without a policy. */
export function judgeResourcePolicy(exchange: RestExchange, principal?: PolicyPrincipal): PolicyOutcome | undefined {
  const { policy } = exchange.stage.api;
  return policy && judgePolicy(policy.statements, exchange, principal);
}

/**
 * The refusal of a resource policy. AWS shows the last four digits of the account alone.
 * @source "Create and attach an API Gateway resource policy to an API", troubleshooting
 */
export function deniedByResourcePolicy(outcome: PolicyOutcome, exchange: RestExchange, principal?: PolicyPrincipal): GatewayError {
  const explicit = outcome.decision === 'deny';
  const { api } = exchange.stage;
  const { accountId } = exchange.world;
  const methodArn = methodArnOf(exchange);
  const masked = methodArn.replace(`:${accountId}:`, `:********${accountId.slice(-4)}:`);
  const text =
    `User: ${principal?.arn ?? 'anonymous'} is not authorized to perform: execute-api:Invoke on resource: ${masked}` +
    (explicit ? ' with an explicit deny' : '');
  const verdict = explicit ? 'denies' : 'has no statement that allows';
  const message = `The resource policy of the API ${verdict} ${principal?.arn ?? 'an anonymous caller'} at ${exchange.request.sourceIp} ${methodArn}.`;
  const { statement } = outcome;
  const at =
    (statement && placeOf(statement.source)) ??
    (api.policy && placeOf(api.policy.source)) ??
    placeIn(api.source, 'Policy', 'x-amazon-apigateway-policy');
  return new GatewayError('ACCESS_DENIED', text, {
    explanation: { message, at, hint: hintOf(outcome, exchange) },
    layer: 'resource policy',
  });
}

function hintOf({ statement }: PolicyOutcome, { stage, request }: RestExchange): string | undefined {
  const conditions = (statement ? [statement] : (stage.api.policy?.statements ?? [])).flatMap((it) => it.conditions.map(({ key }) => key));
  if (conditions.some((key) => ['aws:sourcevpc', 'aws:sourcevpce', 'aws:vpcsourceip'].includes(key)))
    return 'A call from this machine comes through no VPC endpoint: give the stack you run here a policy without that condition.';
  if (conditions.includes('aws:sourceip'))
    return `Every call on this machine comes from ${request.sourceIp}: let the policy take that address in, for instance by a parameter with the allowed ranges.`;
  if (!statement) return 'A resource policy allows nobody but those it names: compare Principal, Resource and Condition with this call.';
  return undefined;
}
