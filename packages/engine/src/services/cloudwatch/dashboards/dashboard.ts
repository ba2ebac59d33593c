import { isRecord } from '../../../protocol/shape.ts';
import type { World } from '../../../world/world.ts';

export interface Dashboard {
  readonly name: string;
  readonly body: string;
  readonly modifiedMs: number;
  readonly tags: { readonly [key: string]: string };
}

export interface ValidationMessage {
  readonly DataPath: string;
  readonly Message: string;
}

export function dashboardArn({ partition, accountId }: World, name: string): string {
  return `arn:${partition}:cloudwatch::${accountId}:dashboard/${name}`;
}

/** Where a widget may stand, in columns and rows of the grid. */
const places: readonly { readonly member: string; readonly min: number; readonly max: number }[] = [
  { member: 'x', min: 0, max: 23 },
  { member: 'y', min: 0, max: Number.MAX_SAFE_INTEGER },
  { member: 'width', min: 1, max: 24 },
  { member: 'height', min: 1, max: 1000 },
];

/** What is wrong with a dashboard's body. Widgets of unknown types pass. @source measured in us-east-1 by cdk-preflight, 2026-09 */
export function validationMessages(body: unknown): readonly ValidationMessage[] {
  if (!isRecord(body) || !Object.hasOwn(body, 'widgets')) return [missing('', 'widgets')];
  if (!Array.isArray(body.widgets)) return [{ DataPath: '/widgets', Message: 'Should be array' }];
  return body.widgets.flatMap((widget: unknown, index) => messagesOfWidget(widget, `/widgets/${index}`));
}

function messagesOfWidget(widget: unknown, path: string): readonly ValidationMessage[] {
  if (!isRecord(widget)) return [{ DataPath: path, Message: 'Should be object' }];
  const absent = ['type', 'properties'].filter((it) => !Object.hasOwn(widget, it)).map((it) => missing(path, it));
  const misplaced = places.flatMap(({ member, min, max }): ValidationMessage[] => {
    const value = widget[member];
    if (typeof value !== 'number' || (value >= min && value <= max)) return [];
    return [{ DataPath: `${path}/${member}`, Message: value < min ? `Should be >= ${min}` : `Should be <= ${max}` }];
  });
  const { type, properties } = widget;
  const within = isRecord(properties) ? messagesOfProperties(type, properties, `${path}/properties`) : [];
  return [...absent, ...misplaced, ...within];
}

function messagesOfProperties(type: unknown, properties: { readonly [name: string]: unknown }, path: string): readonly ValidationMessage[] {
  const { period } = properties;
  if (typeof period === 'number' && ![1, 5, 10, 20, 30].includes(period) && (period <= 0 || period % 60 !== 0))
    return [{ DataPath: `${path}/period`, Message: 'Should be multiple of 60' }];
  if (type === 'text' && !Object.hasOwn(properties, 'markdown')) return [missing(path, 'markdown')];
  if (type === 'alarm' && !Object.hasOwn(properties, 'alarms')) return [missing(path, 'alarms')];
  const hasSource = Array.isArray(properties.metrics) || isRecord(properties.annotations);
  if (type === 'metric' && !(hasSource && typeof properties.region === 'string')) {
    const Message = 'The metric widget should have specified a region and a data source or an alarm annotation';
    return [{ DataPath: path, Message }];
  }
  return [];
}

function missing(path: string, member: string): ValidationMessage {
  return { DataPath: path, Message: `Should have required property '${member}'` };
}
