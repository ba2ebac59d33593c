import { validationError } from '../../../protocol/shape.ts';
import type { StateValue } from './alarm.ts';

/** What a composite alarm's rule says of the states of others. */
export type CompositeRule = (stateOf: (alarm: string) => StateValue | undefined) => boolean;

export interface ParsedRule {
  readonly holds: CompositeRule;
  /** The alarms it names, by name or ARN as written. */
  readonly alarms: readonly string[];
}

/** @source "PutCompositeAlarm", Amazon CloudWatch API reference: 100 alarms and 500 elements */
const [maximumAlarms, maximumElements, maximumDepth] = [100, 500, 50];

/** @throws ServiceError ValidationException */
export function parseRule(text: string): ParsedRule {
  const wrong = (why: string): Error => validationError(`Invalid value for AlarmRule: ${why}`);
  const tokens = text.match(/"[^"]*"|[()]|[^\s()"]+/g) ?? [];
  if (tokens.length > maximumElements * 4) throw wrong('it has too many elements');
  const alarms: string[] = [];
  let at = 0;
  const take = (): string => {
    const token = tokens[at];
    if (token === undefined) throw wrong('it ends too early');
    at += 1;
    return token;
  };
  const is = (word: string): boolean => tokens[at]?.toUpperCase() === word;

  function either(depth: number): CompositeRule {
    if (depth > maximumDepth) throw wrong('it is nested too deep');
    const parts = [both(depth)];
    while (is('OR')) {
      at += 1;
      parts.push(both(depth));
    }
    return (stateOf) => parts.some((it) => it(stateOf));
  }

  function both(depth: number): CompositeRule {
    const parts = [one(depth)];
    while (is('AND')) {
      at += 1;
      parts.push(one(depth));
    }
    return (stateOf) => parts.every((it) => it(stateOf));
  }

  function one(depth: number): CompositeRule {
    if (depth > maximumDepth) throw wrong('it is nested too deep');
    const token = take();
    const word = token.toUpperCase();
    if (word === 'NOT') {
      const inner = one(depth + 1);
      return (stateOf) => !inner(stateOf);
    }
    if (word === 'TRUE' || word === 'FALSE') return () => word === 'TRUE';
    if (token === '(') {
      const inner = either(depth + 1);
      if (take() !== ')') throw wrong('a parenthesis is not closed');
      return inner;
    }
    if (word !== 'ALARM' && word !== 'OK' && word !== 'INSUFFICIENT_DATA') throw wrong(`"${token.slice(0, 100)}" is not understood`);
    if (take() !== '(') throw wrong(`${word} needs the name of an alarm in parentheses`);
    let name = '';
    while (tokens[at] !== undefined && tokens[at] !== ')') name += `${name === '' ? '' : ' '}${take()}`;
    if (take() !== ')' || name === '') throw wrong(`${word} needs the name of an alarm in parentheses`);
    const alarm = name.replaceAll('"', '');
    alarms.push(alarm);
    return (stateOf) => stateOf(alarm) === word;
  }

  const holds = either(0);
  if (at < tokens.length) throw wrong(`"${tokens[at]?.slice(0, 100)}" is not expected`);
  if (new Set(alarms).size > maximumAlarms) throw wrong(`it names more than ${maximumAlarms} alarms`);
  return { holds, alarms };
}

/** The name in an alarm's ARN, or the name itself. */
export function nameOfAlarm(text: string): string {
  return /^arn:[^:]*:cloudwatch:[^:]*:[^:]*:alarm:(.*)$/.exec(text)?.[1] ?? text;
}
