import { ServiceError } from '../../protocol/service-error.ts';
import type { CloudWatchState } from './cloudwatch-state.ts';
import { invalidValue } from './refusals.ts';

type Tags = { readonly [key: string]: string };

export interface TaggedResource {
  readonly tags: Tags;
  set(tags: Tags): Promise<void>;
}

/** The alarm or the dashboard of an ARN. @throws ServiceError ResourceNotFoundException, InvalidParameterValueException */
export function taggedResource({ alarms, dashboards }: CloudWatchState, arn: string): TaggedResource {
  const [, kind, name = ''] = /^arn:[^:]+:cloudwatch:[^:]*:\d{12}:(alarm:|dashboard\/)(.+)$/.exec(arn) ?? [];
  if (kind === undefined) throw invalidValue(`The value ${arn} for parameter ResourceARN is invalid.`);
  const alarm = kind === 'alarm:' ? alarms.all.get(name) : undefined;
  if (alarm) return { tags: alarm.tags, set: (tags) => alarms.all.put(name, { ...alarm, tags }) };
  const dashboard = kind === 'dashboard/' ? dashboards.get(name) : undefined;
  if (dashboard) return { tags: dashboard.tags, set: (tags) => dashboards.put(name, { ...dashboard, tags }) };
  throw new ServiceError('ResourceNotFoundException', 'Unknown', 404, { ResourceType: kind.replace(/\W$/, ''), ResourceId: name });
}
