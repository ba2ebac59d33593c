import { validationError } from '../../../protocol/shape.ts';
import type { OnDemandThroughput, Table } from './table.ts';
import type { WireOnDemandThroughput } from './table-shapes.ts';

const members = ['MaxReadRequestUnits', 'MaxWriteRequestUnits'] as const;

/** What takes a maximum away again, where there may be one. */
const cleared = -1;

export interface OnDemandWish {
  readonly wanted: WireOnDemandThroughput | undefined;
  readonly mode: Table['billingMode'];
  /** The index's name, when it is not the table that is asked for. */
  readonly index?: string;
}

/** The maxima that something new has. @throws ServiceError ValidationException */
export function newOnDemandThroughput(wish: OnDemandWish): OnDemandThroughput | undefined {
  checkOnDemand(wish, 1);
  return wish.wanted;
}

/** The maxima after a change: -1 clears one. @throws ServiceError ValidationException */
export function changeOnDemandThroughput(is: OnDemandThroughput | undefined, wish: OnDemandWish): OnDemandThroughput | undefined {
  checkOnDemand(wish, cleared);
  const next = { ...is, ...wish.wanted };
  const kept = members.filter((it) => next[it] !== undefined && next[it] !== cleared);
  return kept.length === 0 ? undefined : Object.fromEntries(kept.map((it) => [it, next[it]]));
}

/** @source answers of AWS in us-east-1 and us-west-2, collected by ack-api-quirks, 2026-10 */
function checkOnDemand({ wanted, mode, index }: OnDemandWish, least: number): void {
  for (const member of members) {
    const value = wanted?.[member];
    if (value === undefined) continue;
    const what = `${member} for OnDemandThroughput${index === undefined ? '' : ` for index : ${index}`}`;
    if (mode === 'PROVISIONED') throw invalid(`${what} cannot be specified when the table BillingMode is PROVISIONED`);
    if (value === 0 || value < least)
      throw invalid(`Requested ${what}${index === undefined ? ' for table' : ''} is outside of valid range`);
  }
}

function invalid(what: string): Error {
  return validationError(`One or more parameter values were invalid: ${what}`);
}
