import { placeOfMember } from '../../places.ts';
import { type Compilation, reportInvalid } from '../compilation.ts';
import type { FunctionEvent } from '../event-type.ts';
import type { Mapping } from '../sam-resource.ts';

/** Checks a DeadLetterConfig: it names a queue, or has SAM make one. */
export function checkDeadLetterConfig({ owner, at, properties }: FunctionEvent, config: Mapping, compilation: Compilation): boolean {
  const { Arn: arn, Type: type, QueueLogicalId: queueLogicalId } = config;
  const place = placeOfMember(properties, 'DeadLetterConfig') ?? at;
  const name = `DeadLetterConfig of ${owner.replace('The', 'the')}`;
  if ((arn === undefined) === (type === undefined) || (type !== undefined && type !== 'SQS')) {
    const hint = 'Write the Arn of a queue, or Type: SQS to have one made.';
    reportInvalid(compilation, `${name} needs either an Arn or a Type.`, place, { hint });
    return false;
  }
  if (queueLogicalId === undefined || queueLogicalId === null || typeof queueLogicalId === 'string') return true;
  reportInvalid(compilation, `QueueLogicalId of ${name} must be a text.`, place);
  return false;
}
