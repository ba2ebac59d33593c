import type { Documents } from '../../store/documents.ts';
import type { World } from '../../world/world.ts';
import type { Targets } from '../targets.ts';
import type { LogGroup, LogStream, MetricFilter, QueryDefinition, ResourcePolicy, SubscriptionFilter } from './documents.ts';
import type { StoredEvent } from './event.ts';
import type { EventLog } from './event-log.ts';
import type { Query } from './insights/query.ts';

/** A point that a metric filter found. */
export interface MetricPoint {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: { readonly [name: string]: string };
  readonly value: number;
  readonly unit: string;
  readonly timestampMs: number;
}

/** What a live tail shows. */
export interface LiveTail {
  readonly requestId: string;
  readonly logGroupIdentifiers: readonly string[];
  readonly groupNames: ReadonlySet<string>;
  readonly logStreamNames: readonly string[] | undefined;
  readonly logStreamNamePrefixes: readonly string[] | undefined;
  readonly logEventFilterPattern: string | undefined;
}

/** Told of events as they are stored. */
export type Listener = (group: LogGroup, streamName: string, events: readonly StoredEvent[]) => void;

/** What every operation works on. */
export interface CloudWatchLogs {
  readonly world: World;
  readonly groups: Documents<LogGroup>;
  /** By group and name. */
  readonly streams: Documents<LogStream>;
  readonly events: EventLog;
  readonly metricFilters: Documents<MetricFilter>;
  readonly subscriptionFilters: Documents<SubscriptionFilter>;
  readonly queryDefinitions: Documents<QueryDefinition>;
  readonly resourcePolicies: Documents<ResourcePolicy>;
  /** Those that were started since the engine was. */
  readonly queries: Map<string, Query>;
  /** Live tails that were asked for, until their answers begin: by the id of the request. */
  readonly tails: Map<string, LiveTail>;
  readonly listeners: Set<Listener>;
  /** When retention is next applied to the disk. */
  readonly nextSweep: { atMs: number };
  readonly targets: Targets;
  recordMetric(point: MetricPoint): void;
  /** Resolves once all that functions have logged so far is on disk. */
  settled(): Promise<void>;
}
