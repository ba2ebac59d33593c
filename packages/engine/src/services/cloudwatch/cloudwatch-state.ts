import type { Documents } from '../../store/documents.ts';
import type { World } from '../../world/world.ts';
import type { Alarms } from './alarms/alarms.ts';
import type { Dashboard } from './dashboards/dashboard.ts';
import type { MetricStore } from './metrics/metric-store.ts';

/** What every operation works on. */
export interface CloudWatchState {
  readonly world: World;
  readonly metrics: MetricStore;
  readonly alarms: Alarms;
  readonly dashboards: Documents<Dashboard>;
}
