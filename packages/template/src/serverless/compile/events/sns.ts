import { isMapping } from '../../../source.ts';
import type { Value } from '../../../template.ts';
import { type Draft, properties } from '../../draft.ts';
import { alphanumericName, normalizedName } from '../../naming.ts';
import type { Mapping, Section } from '../../section.ts';
import { type EventCompilation, type EventType, type FunctionEvent, settingsOf } from '../event-type.ts';
import { afterAlias, arnOf, invocationTarget, servicePermission } from '../invocation.ts';

const known = ['arn', 'displayName', 'filterPolicy', 'filterPolicyScope', 'redrivePolicy', 'topicName'];

/** A subscription to a topic: one that is there, or one that the name makes. */
export const sns: EventType = {
  name: 'sns',
  compile(events, compilation) {
    for (const event of events) {
      const isArn = typeof event.written === 'string' && event.written.startsWith('arn:');
      const settings = settingsOf(event, isArn ? 'arn' : 'topicName', known);
      if (settings) compileSubscription(event, settings, compilation);
    }
  },
};

function compileSubscription(event: FunctionEvent, settings: Section, { service, draft }: EventCompilation): void {
  const { target, place } = event;
  const { arn, name, region } = topicOf(settings, service.region);
  if (name === undefined) {
    settings.missing('topicName', 'Give the name of the topic; it is needed beside an arn that is no plain text.');
    return;
  }
  const endpoint = invocationTarget(target);
  const redrivePolicy = compileRedrivePolicy(event, settings, { arn, name }, draft);
  const filterPolicy = settings.raw('filterPolicy');
  const filterPolicyScope = settings.raw('filterPolicyScope');
  const subscribe = (more: { readonly [property: string]: Value | undefined }): void => {
    const all = properties({
      Protocol: 'lambda',
      Endpoint: endpoint,
      FilterPolicy: filterPolicy,
      FilterPolicyScope: filterPolicyScope,
      RedrivePolicy: redrivePolicy,
      ...more,
    });
    const id = `${normalizedName(target.key)}SnsSubscription${alphanumericName(name)}`;
    draft.add(id, { Type: 'AWS::SNS::Subscription', ...afterAlias(target), Properties: all }, place);
  };
  if (arn !== undefined) {
    subscribe({ TopicArn: arn, Region: region });
  } else {
    const topicId = `SNSTopic${alphanumericName(name)}`;
    const isApart = filterPolicy !== undefined || redrivePolicy !== undefined;
    if (isApart) subscribe({ TopicArn: { Ref: topicId } });
    const inside = isApart ? undefined : { Endpoint: endpoint, Protocol: 'lambda' };
    draft.add(topicId, topicResource(event, settings, { before: draft.resources[topicId], name, inside }), place);
  }
  const source = arn ?? arnOf('sns', name);
  const permission = servicePermission(endpoint, 'sns.amazonaws.com', { SourceArn: source });
  draft.add(`${normalizedName(target.key)}LambdaPermission${alphanumericName(name)}SNS`, { ...permission, ...afterAlias(target) }, place);
}

/** The topic by its ARN or by its name; the region of an ARN elsewhere is said to the subscription. */
function topicOf(settings: Section, here: string): { readonly arn?: Value; readonly name: string | undefined; readonly region?: string } {
  const arn = settings.raw('arn');
  const named = settings.text('topicName') || undefined;
  if (arn === undefined) return { name: named };
  if (typeof arn !== 'string') return { arn, name: named };
  // A pseudo parameter in it, as ${AWS::Region}, has two colons of its own.
  const parts = arn.split(/(?<!:):(?!:)/);
  return { arn, name: named ?? (parts.at(-1) || undefined), ...(parts[3] && parts[3] !== here && { region: parts[3] }) };
}

/** The topic that a name makes; of several events of one topic each adds to it. */
function topicResource(
  { target }: FunctionEvent,
  settings: Section,
  { before, name, inside }: { readonly before: Mapping | undefined; readonly name: string; readonly inside: Value | undefined },
): Mapping {
  const held = before && isMapping(before.Properties) ? before.Properties : undefined;
  const list = Array.isArray(held?.Subscription) ? held.Subscription : [];
  const subscriptions = inside === undefined ? list : [...list, inside];
  const all = properties({
    TopicName: name,
    DisplayName: held ? held.DisplayName : settings.text('displayName'),
    Subscription: subscriptions.length > 0 ? subscriptions : undefined,
  });
  const first = before?.DependsOn ?? [];
  const waits = new Set<Value>([...(Array.isArray(first) ? first : [first]), ...(target.alias ? [target.alias.logicalId] : [])]);
  const [only, ...more] = waits;
  const dependsOn = only === undefined ? {} : { DependsOn: more.length === 0 ? only : [only, ...more] };
  return { Type: 'AWS::SNS::Topic', ...dependsOn, Properties: all };
}

/** `redrivePolicy`: the queue for what cannot be delivered, and its policy to take it. */
function compileRedrivePolicy(
  { target, place }: FunctionEvent,
  settings: Section,
  topic: { readonly arn?: Value | undefined; readonly name: string },
  draft: Draft,
): Value | undefined {
  const policy = settings.section('redrivePolicy');
  if (!policy) return undefined;
  policy.allow(['deadLetterTargetArn', 'deadLetterTargetImport', 'deadLetterTargetRef']);
  const queue = deadLetterQueue(policy);
  if (!queue) {
    policy.missing('deadLetterTargetArn', 'Give one of deadLetterTargetArn, deadLetterTargetRef, deadLetterTargetImport.');
    return undefined;
  }
  const id = `${alphanumericName(topic.name)}To${normalizedName(target.key)}DLQPolicy`;
  const statement = properties({
    Effect: 'Allow',
    Principal: { Service: 'sns.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: queue.arn,
    Condition: { ArnEquals: properties({ 'aws:SourceArn': topic.arn }) },
  });
  const all = { PolicyDocument: { Version: '2012-10-17', Id: id, Statement: [statement] }, Queues: [queue.url] };
  draft.add(id, { Type: 'AWS::SQS::QueuePolicy', Properties: all }, place);
  return { deadLetterTargetArn: queue.arn };
}

function deadLetterQueue(policy: Section): { readonly arn: Value; readonly url: Value } | undefined {
  const arn = policy.text('deadLetterTargetArn');
  if (arn) {
    const [name = '', account = '', region = ''] = arn.split(':').reverse();
    return { arn, url: { 'Fn::Join': ['', [`https://sqs.${region}.`, { Ref: 'AWS::URLSuffix' }, `/${account}/${name}`]] } };
  }
  const ref = policy.text('deadLetterTargetRef');
  if (ref) return { arn: { 'Fn::GetAtt': [ref, 'Arn'] }, url: { Ref: ref } };
  const imported = policy.section('deadLetterTargetImport');
  imported?.allow(['arn', 'url']);
  const importedArn = imported?.text('arn');
  const importedUrl = imported?.text('url');
  if (importedArn === undefined || importedUrl === undefined) return undefined;
  return { arn: { 'Fn::ImportValue': importedArn }, url: { 'Fn::ImportValue': importedUrl } };
}
