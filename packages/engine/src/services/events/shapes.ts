import { integer, list, required, type Shape, string, structure } from '../../protocol/shape.ts';
import type { Tags } from './event-bus.ts';

/** @source the service model of EventBridge */
export const ruleName: Shape<string> = string({ min: 1, max: 64, pattern: '[\\.\\-_A-Za-z0-9]+' });
export const busName: Shape<string> = string({ min: 1, max: 256, pattern: '[/\\.\\-_A-Za-z0-9]+' });
export const busNameOrArn: Shape<string> = string({
  min: 1,
  max: 1600,
  pattern: '(arn:aws[\\w-]*:events:[a-z]+-[a-z]+-[\\w-]+:[0-9]{12}:event-bus\\/)?[/\\.\\-_A-Za-z0-9]+',
});
export const limit: Shape<number> = integer({ min: 1, max: 100 });
export const nextToken: Shape<string> = string({ min: 1, max: 2048 });
export const arn: Shape<string> = string({ min: 1, max: 1600 });

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

export const tagList: Shape<readonly Tag[]> = list(
  structure('com.amazonaws.events.Tag', { Key: required(string({ min: 1, max: 128 })), Value: required(string({ max: 256 })) }),
);

export function tagsOf(tags: readonly Tag[] = []): Tags {
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}
