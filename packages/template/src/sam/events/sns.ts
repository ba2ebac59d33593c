import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import { type Compilation, reportInvalid } from '../compilation.ts';
import type { EventType, FunctionEvent } from '../event-type.ts';
import { referredLogicalId } from '../intrinsic-forms.ts';
import { isFilled } from '../is-filled.ts';
import { Members } from '../members.ts';
import { checkShapes, requireProperties } from '../properties.ts';
import { derivedAttributes } from '../sam-resource.ts';
import { addEventPermission, targetArn } from './event-permission.ts';
import { addQueueMapping } from './event-source-mapping.ts';

/** A subscription to a topic, directly or by way of a queue. @source "SNS", AWS SAM developer guide */
export const sns: EventType = {
  type: 'SNS',

  compile(event, compilation) {
    const { properties, owner, at } = event;
    checkShapes(
      properties,
      { FilterPolicy: 'any', FilterPolicyScope: 'any', RedrivePolicy: 'map', Region: 'text', SqsSubscription: 'any', Topic: 'text' },
      owner,
      compilation,
    );
    requireProperties(properties, ['Topic'], owner, at, compilation);
    const { Topic: topic = null, SqsSubscription: subscription } = properties;
    if (!subscription) {
      addEventPermission(event, { Principal: 'sns.amazonaws.com', SourceArn: topic }, compilation);
      addSubscription(event, 'lambda', targetArn(event), compilation);
      return;
    }
    const queue = isMapping(subscription) ? ownQueue(event, subscription, compilation) : madeQueue(event, topic, compilation);
    if (!queue) return;
    addQueueMapping(event, queue.arn, queue.batchSize, compilation);
    addQueuePolicy(event, topic, queue, compilation);
    addSubscription(event, 'sqs', queue.arn, compilation);
  },
};

interface Queue {
  readonly arn: Value;
  readonly url: Value;
  readonly batchSize: Value;
  readonly policyId: string;
}

function ownQueue(
  { owner, at, logicalId }: FunctionEvent,
  subscription: { readonly [member: string]: Value },
  compilation: Compilation,
): Queue | undefined {
  const { QueueArn: arn, QueueUrl: url, BatchSize: batchSize = 10, QueuePolicyLogicalId: policyId } = subscription;
  if (isFilled(arn) && isFilled(url)) {
    return { arn, url, batchSize, policyId: typeof policyId === 'string' ? policyId : `${logicalId}QueuePolicy` };
  }
  const message = `SqsSubscription of ${owner.replace('The', 'the')} needs a QueueArn and a QueueUrl.`;
  reportInvalid(compilation, message, at, { code: 'MISSING_PROPERTY' });
  return undefined;
}

function madeQueue({ at, logicalId, function: it }: FunctionEvent, topic: Value, compilation: Compilation): Queue {
  const queueId = `${logicalId}Queue`;
  // A queue behind a FIFO topic is a FIFO queue.
  const written = compilation.written[referredLogicalId(topic) ?? ''];
  const fifo = isMapping(written) && isMapping(written.Properties) ? written.Properties.FifoTopic : undefined;
  const resolved = fifo === undefined ? undefined : compilation.resolveParameters(fifo);
  const properties = resolved ? { FifoQueue: resolved } : {};
  compilation.add(it, queueId, { Type: 'AWS::SQS::Queue', ...derivedAttributes(it), Properties: properties }, { at });
  return { arn: { 'Fn::GetAtt': [queueId, 'Arn'] }, url: { Ref: queueId }, batchSize: 10, policyId: `${logicalId}QueuePolicy` };
}

function addQueuePolicy({ at, function: it }: FunctionEvent, topic: Value, { arn, url, policyId }: Queue, compilation: Compilation): void {
  const statement = {
    Action: 'sqs:SendMessage',
    Effect: 'Allow',
    Principal: '*',
    Resource: arn,
    Condition: { ArnEquals: { 'aws:SourceArn': topic } },
  };
  const policy = { PolicyDocument: { Version: '2012-10-17', Statement: [statement] }, Queues: [url] };
  compilation.add(it, policyId, { Type: 'AWS::SQS::QueuePolicy', ...derivedAttributes(it), Properties: policy }, { at });
}

function addSubscription(event: FunctionEvent, protocol: string, endpoint: Value, compilation: Compilation): void {
  const { properties, at, logicalId, function: it } = event;
  const members = new Members(properties)
    .set('Protocol', protocol)
    .set('Endpoint', endpoint)
    .carryAs('Topic', 'TopicArn')
    .carry('Region', 'FilterPolicy', 'FilterPolicyScope', 'RedrivePolicy');
  compilation.add(it, logicalId, { Type: 'AWS::SNS::Subscription', ...derivedAttributes(it), Properties: members.done(at) }, { at });
}
