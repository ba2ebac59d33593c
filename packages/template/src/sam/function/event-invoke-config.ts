import { placeOfMember } from '../../places.ts';
import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import { type Compilation, reportInvalid } from '../compilation.ts';
import type { EventPolicies } from '../event-type.ts';
import { bucketStatements } from '../events/event-source-mapping.ts';
import { conditional, ifBranches, isNoValue } from '../intrinsic-forms.ts';
import { logicalIdHash } from '../logical-id.ts';
import { Members } from '../members.ts';
import { checkShapes } from '../properties.ts';
import { derivedAttributes, type Mapping, type SamResource } from '../sam-resource.ts';

/**
 * EventInvokeConfig: how often an asynchronous invocation is tried again, and where its result goes.
 * @source "EventInvokeConfiguration", AWS SAM developer guide
 */
export function compileEventInvokeConfig(
  it: SamResource,
  {
    alias,
    policies,
  }: { readonly alias: { readonly logicalId: string; readonly name: Value } | undefined; readonly policies: EventPolicies },
  compilation: Compilation,
): void {
  const { logicalId, properties } = it;
  const at = placeOfMember(properties, 'EventInvokeConfig') ?? it.at;
  const resolved = compilation.resolveParameters(properties.EventInvokeConfig ?? {});
  if (!isMapping(resolved) || Object.keys(resolved).length === 0) return;
  const owner = `EventInvokeConfig of "${logicalId}"`;
  const shapes = { DestinationConfig: 'map', MaximumEventAgeInSeconds: 'any', MaximumRetryAttempts: 'any' } as const;
  checkShapes(resolved, shapes, owner, compilation, { unknown: 'ignored' });
  const { DestinationConfig: destinations } = resolved;
  const configured = new Map<string, Value>();
  for (const name of ['OnSuccess', 'OnFailure']) {
    const config = isMapping(destinations) ? destinations[name] : undefined;
    if (config === undefined || config === null) continue;
    const place = isMapping(destinations) ? placeOfMember(destinations, name) : at;
    const compiled = isMapping(config) ? compileDestination(it, name, config, compilation) : undefined;
    if (!compiled) {
      const hint = 'Write Type: SQS or SNS, or Type: Lambda, EventBridge or S3Bucket with a Destination.';
      reportInvalid(compilation, `${name} in the ${owner} is not a destination.`, place ?? at, { hint });
      continue;
    }
    configured.set(name, compiled.destination === undefined ? {} : { Destination: compiled.destination });
    if (compiled.policy) policies.inline.push(compiled.policy);
  }
  const members = new Members(resolved)
    .set('FunctionName', { Ref: logicalId })
    .set('Qualifier', alias?.name ?? '$LATEST')
    .from('DestinationConfig', 'DestinationConfig', Object.fromEntries(configured))
    .set('DestinationConfig', Object.fromEntries(configured))
    .carry('MaximumEventAgeInSeconds', 'MaximumRetryAttempts');
  const attributes = { ...(alias && { DependsOn: [alias.logicalId] }), ...derivedAttributes(it) };
  const resource = { Type: 'AWS::Lambda::EventInvokeConfig', ...attributes, Properties: members.done(at) };
  compilation.add(it, `${logicalId}EventInvokeConfig`, resource, { at });
}

interface Destination {
  readonly destination: Value | undefined;
  readonly policy: Mapping | undefined;
}

/** The destination's ARN and the right to send there; a queue or a topic is made where none is named. */
function compileDestination(it: SamResource, name: string, config: Mapping, compilation: Compilation): Destination | undefined {
  const { Type: type, Destination: written } = config;
  if (typeof type !== 'string' || !['SQS', 'SNS', 'EventBridge', 'Lambda', 'S3Bucket'].includes(type)) return undefined;
  const id = `${it.logicalId}EventInvokeConfig${name}`;
  const choice = written === undefined || written === null ? undefined : madeUnder(it, written, compilation);
  if (written !== undefined && written !== null && !choice) return { destination: written, policy: policyFor(type, id, written) };
  if (type !== 'SQS' && type !== 'SNS') return undefined;
  const resourceId = `${id}${type === 'SQS' ? 'Queue' : 'Topic'}`;
  const attributes = derivedAttributes(it);
  const condition = bothConditions(it, choice?.condition, compilation);
  const resource = { Type: type === 'SQS' ? 'AWS::SQS::Queue' : 'AWS::SNS::Topic', ...attributes, Properties: {} };
  const at = placeOfMember(it.properties, 'EventInvokeConfig') ?? it.at;
  compilation.add(it, resourceId, { ...resource, ...(condition !== undefined && { Condition: condition }) }, { at });
  compilation.referable.set(`${it.logicalId}.Destination${type === 'SQS' ? 'Queue' : 'Topic'}`, resourceId);
  const arn: Value = type === 'SQS' ? { 'Fn::GetAtt': [resourceId, 'Arn'] } : { Ref: resourceId };
  const destination = choice ? conditional(choice.condition, arn, choice.otherwise) : arn;
  return { destination, policy: policyFor(type, id, destination) };
}

/** For `!If [OWN, ARN, !Ref AWS::NoValue]`, the condition under which SAM makes the destination. */
function madeUnder(it: SamResource, destination: Value, { conditions }: Compilation): { condition: string; otherwise: Value } | undefined {
  const branches = ifBranches(destination);
  if (!branches) return undefined;
  const { condition, whenTrue, whenFalse } = branches;
  if (isNoValue(whenTrue)) return isNoValue(whenFalse) ? undefined : { condition, otherwise: whenFalse };
  if (!isNoValue(whenFalse)) return undefined;
  const negated = `NOT${condition}${logicalIdHash(`${it.logicalId}EventInvokeConfig`)}`;
  conditions.set(negated, { 'Fn::Not': [{ Condition: condition }] });
  return { condition: negated, otherwise: whenTrue };
}

function bothConditions(it: SamResource, own: string | undefined, { conditions }: Compilation): string | undefined {
  const { Condition: ofFunction } = derivedAttributes(it);
  if (ofFunction === undefined || own === undefined) return own ?? ofFunction;
  const name = `${ofFunction}AND${own}${logicalIdHash(it.logicalId)}`;
  // SAM itself writes one Condition inside the other.
  conditions.set(name, { 'Fn::And': [ofFunction, own].map((it): Value => ({ Condition: { Condition: it } })) });
  return name;
}

function policyFor(type: string, id: string, Resource: Value): Mapping | undefined {
  const named = (name: string, statements: readonly Mapping[]): Mapping => ({
    PolicyName: `${id}${name}Policy`,
    PolicyDocument: { Statement: statements },
  });
  switch (type) {
    case 'SQS':
      return named('SQS', [{ Action: 'sqs:SendMessage', Effect: 'Allow', Resource }]);
    case 'SNS':
      return named('SNS', [{ Action: 'sns:publish', Effect: 'Allow', Resource }]);
    case 'EventBridge':
      return named('EventBridge', [{ Action: 'events:PutEvents', Effect: 'Allow', Resource }]);
    case 'Lambda':
      return named('Lambda', [{ Action: 'lambda:InvokeFunction', Effect: 'Allow', Resource }]);
    default:
      return named('S3', bucketStatements(Resource));
  }
}
