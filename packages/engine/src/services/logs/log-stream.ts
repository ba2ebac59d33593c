import { ServiceError } from '../../protocol/service-error.ts';
import type { CloudWatchLogs } from './cloudwatch-logs.ts';
import type { LogStream } from './documents.ts';

/** Neither a group's nor a stream's name has a colon. */
export const streamKey = (groupName: string, name: string): string => `${groupName}:${name}`;

export function createStream({ world, streams }: CloudWatchLogs, groupName: string, name: string): LogStream {
  const stream: LogStream = { groupName, name, creationTimeMs: world.now() };
  streams.put(streamKey(groupName, name), stream).catch(() => {});
  return stream;
}

/** @throws ServiceError ResourceNotFoundException */
export function findStream({ streams }: CloudWatchLogs, groupName: string, name: string): LogStream {
  const stream = streams.get(streamKey(groupName, name));
  if (!stream) throw new ServiceError('ResourceNotFoundException', 'The specified log stream does not exist.');
  return stream;
}

export function streamsOf({ streams }: CloudWatchLogs, groupName: string): readonly LogStream[] {
  return streams.all().filter((it) => it.groupName === groupName);
}
