import { ServiceError } from '../../protocol/service-error.ts';
import { type EventPattern, parsePattern } from '../event-pattern/event-pattern.ts';
import { InvalidPattern } from '../event-pattern/invalid-pattern.ts';

/** @throws ServiceError InvalidEventPatternException */
export function readPattern(text: string): EventPattern {
  try {
    return parsePattern(text);
  } catch (error) {
    if (!(error instanceof InvalidPattern)) throw error;
    throw new ServiceError('InvalidEventPatternException', `Event pattern is not valid. Reason: ${error.message}`);
  }
}
