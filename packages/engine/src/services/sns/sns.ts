import type { AwsService } from '../../protocol/aws-service.ts';
import { loadOnce } from '../../protocol/load-once.ts';
import { answerRpc } from '../../protocol/rpc/answer-rpc.ts';
import { callRpc, type RpcService } from '../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import { isRecord } from '../../protocol/shape.ts';
import { Documents } from '../../store/documents.ts';
import type { Store } from '../../store/store.ts';
import type { World } from '../../world/world.ts';
import { allowsService } from '../service-access.ts';
import type { Deliver, Targets } from '../targets.ts';
import { notFound } from './refusals.ts';
import { createSigner } from './signer.ts';
import { Topics } from './topics.ts';

/** Simple Notification Service. */
export interface SnsService extends AwsService {
  /** Runs one operation with AWS's own input and output shapes, without the wire. @throws ServiceError as AWS answers */
  call(operation: string, input: object): Promise<Record<string, unknown>>;
  /** Publishes to a topic what another service hands over, when the topic's policy lets it. */
  readonly deliver: Deliver;
}

export interface SnsParts {
  readonly world: World;
  readonly store: Store;
  readonly targets: Targets;
  /** Where clients reach the AWS endpoint: `http://127.0.0.1:4566`. */
  readonly endpointUrl: () => string;
}

export function createSns({ world, store, targets, endpointUrl }: SnsParts): SnsService {
  const topics = new Topics({
    world,
    topics: new Documents(store, 'sns/topic'),
    subscriptions: new Documents(store, 'sns/subscription'),
    targets,
    signer: createSigner(),
    endpointUrl,
  });
  const rpc: RpcService<Topics> = {
    signingName: 'sns',
    query: { xmlNamespace: 'http://sns.amazonaws.com/doc/2010-03-31/', nulls: { Publish: { SequenceNumber: null } } },
    service: topics,
    operations: loadOnce(async () => (await import('./operations.ts')).operations),
    resourceOf: (input) => resourceIn(input),
  };
  const call: SnsService['call'] = (operation, input) => callRpc(rpc, operation, input);
  return {
    signingName: 'sns',
    handle: (request) => answerRpc(rpc, request),
    call,
    async deliver(targetArn, { payload, onBehalfOf, messageAttributes, messageGroupId, messageDeduplicationId, subject }) {
      const topic = topics.topics.get(targetArn);
      if (!topic) throw notFound('Topic');
      const access = { action: 'sns:Publish', resourceArn: targetArn, accountId: world.accountId };
      if (onBehalfOf && !allowsService(topic.attributes.Policy, { ...access, ...onBehalfOf }))
        throw new ServiceError('AuthorizationError', `The policy of ${targetArn} does not let ${onBehalfOf.principal} publish to it.`, 403);
      await call('Publish', {
        TopicArn: targetArn,
        Message: payload,
        Subject: subject,
        MessageAttributes: messageAttributes,
        MessageGroupId: messageGroupId,
        MessageDeduplicationId: messageDeduplicationId,
      });
    },
  };
}

function resourceIn(input: unknown): string | undefined {
  const { TopicArn, SubscriptionArn } = isRecord(input) ? input : {};
  const arn = TopicArn ?? SubscriptionArn;
  return typeof arn === 'string' ? arn : undefined;
}
