import { ServiceError } from '../../../protocol/service-error.ts';
import { validationError } from '../../../protocol/shape.ts';

/**
 * A refusal that AWS words in two ways, by the operation that meets it. Its message is the older wording, which batches of writes,
 * transactions and scans still have.
 *
 * @source dynamodb-conformance, recorded from four regions of AWS, 2026-10
 */
export class ValueRefusal extends ServiceError {
  readonly current: string;

  constructor(older: string, current: string) {
    super('ValidationException', older);
    this.current = current;
  }
}

/** What a refusal says in today's wording. */
export function currentWords(refusal: ServiceError): string {
  return refusal instanceof ValueRefusal ? refusal.current : refusal.message;
}

/** Runs what may refuse, and has its refusals in today's wording: GetItem, BatchGetItem and Query. */
export function inCurrentWords<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw error instanceof ValueRefusal ? validationError(error.current) : error;
  }
}
