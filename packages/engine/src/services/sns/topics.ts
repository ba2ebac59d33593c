import type { Documents } from '../../store/documents.ts';
import type { World } from '../../world/world.ts';
import type { EventPattern } from '../event-pattern/event-pattern.ts';
import type { Targets } from '../targets.ts';
import { givenArn, invalidParameter, notFound } from './refusals.ts';
import type { Signer } from './signer.ts';
import type { Subscription, Topic } from './topic.ts';

export interface TopicsParts {
  readonly world: World;
  readonly topics: Documents<Topic>;
  readonly subscriptions: Documents<Subscription>;
  readonly targets: Targets;
  readonly signer: Signer;
  /** Where clients reach the AWS endpoint: `http://127.0.0.1:4566`. */
  readonly endpointUrl: () => string;
}

/** What was published under a deduplication id. */
export interface Published {
  readonly MessageId: string;
  readonly SequenceNumber: string;
  readonly at: number;
}

/** The account's topics and subscriptions: what every operation works on. */
export class Topics implements TopicsParts {
  readonly world: World;
  readonly topics: Documents<Topic>;
  readonly subscriptions: Documents<Subscription>;
  readonly targets: Targets;
  readonly signer: Signer;
  readonly endpointUrl: () => string;
  /** Of FIFO topics, by topic and deduplication id, the oldest first; forgotten with the process. */
  readonly published: Map<string, Published> = new Map();
  /** What subscriptions filter by, once it was needed. */
  readonly filters: WeakMap<Subscription, EventPattern> = new WeakMap();
  /** Of HTTP endpoints, by the tokens that bring them back; forgotten with the process. */
  readonly unsubscribed: Map<string, Subscription> = new Map();
  #lastSequence = 0;

  constructor({ world, topics, subscriptions, targets, signer, endpointUrl }: TopicsParts) {
    this.world = world;
    this.topics = topics;
    this.subscriptions = subscriptions;
    this.targets = targets;
    this.signer = signer;
    this.endpointUrl = endpointUrl;
  }

  /** @throws ServiceError InvalidParameter, NotFound */
  topic(arn: string | undefined, parameter = 'TopicArn'): Topic {
    const given = givenArn(arn, parameter);
    const [, , service, region] = given.split(':');
    if (service !== 'sns' || region !== this.world.region) throw invalidParameter(parameter);
    const found = this.topics.get(given);
    if (!found) throw notFound('Topic');
    return found;
  }

  /** @throws ServiceError InvalidParameter, NotFound */
  subscription(arn: string | undefined): Subscription {
    const found = this.subscriptions.get(givenArn(arn, 'SubscriptionArn'));
    if (!found) throw notFound('Subscription');
    return found;
  }

  subscriptionsOf({ arn }: Pick<Topic, 'arn'>): readonly Subscription[] {
    return this.subscriptions.all().filter((it) => it.topicArn === arn);
  }

  /** Twenty digits that grow. */
  nextSequenceNumber(): string {
    this.#lastSequence = Math.max(this.#lastSequence + 1, this.world.now() * 1000);
    return `1000${String(this.#lastSequence).padStart(16, '0')}`;
  }
}
