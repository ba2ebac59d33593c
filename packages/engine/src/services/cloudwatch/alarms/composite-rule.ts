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
  const tokens = text.match(/"[^"]*"|[(),]|[^\s(),"]+/g) ?? [];
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
    if (word === 'AT_LEAST') return atLeast();
    if (!isState(word)) throw unsupported(token);
    if (take() !== '(') throw wrong(`${word} needs the name of an alarm in parentheses`);
    const alarm = readName(')');
    if (take() !== ')' || alarm === '') throw wrong(`${word} needs the name of an alarm in parentheses`);
    alarms.push(alarm);
    return (stateOf) => stateOf(alarm) === word;
  }

  /** `AT_LEAST(2, ALARM, (a, b, c))`, `AT_LEAST(60%, NOT OK, (a, b))`. @source "Composite alarms", Amazon CloudWatch user guide */
  function atLeast(): CompositeRule {
    const expect = (token: string): void => {
      if (take() !== token) throw wrong('AT_LEAST is written AT_LEAST(number or percentage, state, (alarms))');
    };
    expect('(');
    const [, amount, percent] = /^(\d{1,3})(%?)$/.exec(take()) ?? [];
    expect(',');
    const not = is('NOT');
    if (not) at += 1;
    const state = take().toUpperCase();
    if (amount === undefined || !isState(state)) throw wrong('AT_LEAST needs a number or a percentage, and a state');
    expect(',');
    expect('(');
    const named: string[] = [];
    do named.push(readName(',', ')'));
    while (take() === ',');
    expect(')');
    if (named.includes('')) throw wrong('AT_LEAST needs the names of alarms');
    const needed = percent === '%' ? (named.length * Number(amount)) / 100 : Number(amount);
    if (needed <= 0 || needed > named.length) throw wrong(`AT_LEAST cannot ask for ${amount}${percent} of ${named.length} alarms`);
    alarms.push(...named);
    return (stateOf) => named.filter((it) => (stateOf(it) === state) !== not).length >= needed;
  }

  /** Names need no quotes, and may have spaces. */
  function readName(...ends: readonly string[]): string {
    let name = '';
    for (let token = tokens[at]; token !== undefined && !ends.includes(token); token = tokens[at]) {
      name += name === '' || token === ',' ? token : ` ${token}`;
      at += 1;
    }
    return name.replaceAll('"', '');
  }

  const holds = either(0);
  if (at < tokens.length) throw wrong(`"${tokens[at]?.slice(0, 100)}" is not expected`);
  if (new Set(alarms).size > maximumAlarms) throw wrong(`it names more than ${maximumAlarms} alarms`);
  return { holds, alarms };
}

function isState(word: string): word is StateValue {
  return word === 'ALARM' || word === 'OK' || word === 'INSUFFICIENT_DATA';
}

/** @source measured in us-east-1 by cdk-preflight, 2026-09, which leaves out how the token itself is told */
function unsupported(token: string): Error {
  return validationError(
    `Error in AlarmRule [Unsupported token '${token.slice(0, 100)}', must be: '(', 'NOT', AT_LEAST, TRUE or FALSE, ALARM, OK, or INSUFFICIENT_DATA]`,
  );
}

/** The name in an alarm's ARN, or the name itself. */
export function nameOfAlarm(text: string): string {
  return /^arn:[^:]*:cloudwatch:[^:]*:[^:]*:alarm:(.*)$/.exec(text)?.[1] ?? text;
}
