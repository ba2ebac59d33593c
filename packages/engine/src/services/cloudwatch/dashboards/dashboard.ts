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

const widgetTypes = ['alarm', 'explorer', 'log', 'metric', 'text', 'custom'];

/** What is odd in a dashboard's body; it is kept nevertheless. @source "Dashboard body structure and syntax", Amazon CloudWatch API reference */
export function validationMessages(body: unknown): readonly ValidationMessage[] {
  const widgets = isRecord(body) ? body.widgets : undefined;
  if (!Array.isArray(widgets)) return [{ DataPath: '', Message: 'Should have required property widgets' }];
  return widgets.flatMap((widget: unknown, index): ValidationMessage[] => {
    const path = `/widgets/${index}`;
    if (!isRecord(widget)) return [{ DataPath: path, Message: 'Should be object' }];
    const { type, properties } = widget;
    if (typeof type !== 'string' || !widgetTypes.includes(type))
      return [{ DataPath: `${path}/type`, Message: `Should be equal to one of the allowed values: ${widgetTypes.join(', ')}` }];
    if (!isRecord(properties)) return [{ DataPath: path, Message: "Should have required property 'properties'" }];
    if (type === 'text' && typeof properties.markdown !== 'string')
      return [{ DataPath: `${path}/properties`, Message: "Should have required property 'markdown'" }];
    if (type === 'metric' && properties.metrics !== undefined && !Array.isArray(properties.metrics))
      return [{ DataPath: `${path}/properties/metrics`, Message: 'Should be array' }];
    return [];
  });
}
