import { ServiceError } from '../../../protocol/service-error.ts';
import type { Item } from '../values/attribute-value.ts';

/** Why one action of a transaction stopped it; `None` for those that did not. */
export interface CancellationReason {
  readonly Code: string;
  readonly Message?: string;
  readonly Item?: Item;
}

export function cancelled(reasons: readonly CancellationReason[]): ServiceError {
  const codes = reasons.map(({ Code }) => Code).join(', ');
  return new ServiceError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    400,
    { CancellationReasons: reasons },
  );
}

/** The reason that an action's own refusal becomes. */
export function reasonOf({ code, message, members }: ServiceError): CancellationReason {
  if (code === 'ConditionalCheckFailedException') return { Code: 'ConditionalCheckFailed', Message: message, ...members };
  return { Code: code === 'ValidationException' ? 'ValidationError' : code.replace(/Exception$/, ''), Message: message };
}
