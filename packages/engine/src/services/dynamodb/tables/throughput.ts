import { validationError } from '../../../protocol/shape.ts';
import type { Throughput } from './table.ts';
import { checkThroughput } from './table-checks.ts';
import type { WireThroughput } from './table-shapes.ts';

export const noThroughput: Throughput = { readCapacityUnits: 0, writeCapacityUnits: 0, decreasesToday: 0 };

export function throughputOf(wire: WireThroughput | undefined): Throughput {
  return wire
    ? { readCapacityUnits: wire.ReadCapacityUnits, writeCapacityUnits: wire.WriteCapacityUnits, decreasesToday: 0 }
    : noThroughput;
}

/** @param of `table`, or `index: NAME` @throws ServiceError ValidationException when nothing would change */
export function changeThroughput(current: Throughput, wanted: WireThroughput, now: number, of: string): Throughput {
  checkThroughput(wanted);
  const { readCapacityUnits: reads, writeCapacityUnits: writes } = current;
  if (reads === wanted.ReadCapacityUnits && writes === wanted.WriteCapacityUnits) {
    throw validationError(
      `The provisioned throughput for the ${of} will not change. The requested value equals the current value. Current ReadCapacityUnits provisioned for the ${of}: ${reads}. Requested ReadCapacityUnits: ${wanted.ReadCapacityUnits}. Current WriteCapacityUnits provisioned for the ${of}: ${writes}. Requested WriteCapacityUnits: ${wanted.WriteCapacityUnits}. Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.`,
    );
  }
  const more = wanted.ReadCapacityUnits > reads || wanted.WriteCapacityUnits > writes;
  const less = wanted.ReadCapacityUnits < reads || wanted.WriteCapacityUnits < writes;
  return {
    readCapacityUnits: wanted.ReadCapacityUnits,
    writeCapacityUnits: wanted.WriteCapacityUnits,
    decreasesToday: current.decreasesToday + (less ? 1 : 0),
    increasedAtMs: more ? now : current.increasedAtMs,
    decreasedAtMs: less ? now : current.decreasedAtMs,
  };
}
