import { ServiceError } from '../../protocol/service-error.ts';
import { type Shape, string, structure } from '../../protocol/shape.ts';

const deadLetterConfig = structure('com.amazonaws.events.DeadLetterConfig', { Arn: string({ min: 1, max: 1600 }) });
const logConfig = structure('com.amazonaws.events.LogConfig', {
  IncludeDetail: string({ values: ['NONE', 'FULL'] }),
  Level: string({ values: ['OFF', 'ERROR', 'INFO', 'TRACE'] }),
});

/** What CreateEventBus and UpdateEventBus have in common. */
export const busSettings: {
  readonly Description: Shape<string>;
  readonly KmsKeyIdentifier: Shape<string>;
  readonly DeadLetterConfig: Shape<{ readonly Arn?: string }>;
  readonly LogConfig: Shape<{ readonly IncludeDetail?: string; readonly Level?: string }>;
} = {
  Description: string({ max: 512 }),
  KmsKeyIdentifier: string({ max: 2048, pattern: '[a-zA-Z0-9_\\-/:]*' }),
  DeadLetterConfig: deadLetterConfig,
  LogConfig: logConfig,
};

/** @throws ServiceError NotImplemented: a log level that would write something here writes nothing */
export function checkSettings({ LogConfig }: { readonly LogConfig?: { readonly Level?: string } }): void {
  if (LogConfig?.Level !== undefined && LogConfig.Level !== 'OFF')
    throw new ServiceError('NotImplemented', 'gatewright writes no logs of event buses yet. See docs/compatibility.md.', 501);
}
