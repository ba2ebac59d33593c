import { compileCidr } from '../../event-pattern/cidr.ts';
import { InvalidPattern } from '../../event-pattern/invalid-pattern.ts';
import { compareValues, numberOf, type Value } from './value.ts';

export type Operator = 'or' | 'and' | '=' | '==' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/' | '%' | '^';

export function operate(operator: Operator, left: Value, right: Value): Value {
  switch (operator) {
    case 'or':
      return isTrue(left) || isTrue(right);
    case 'and':
      return isTrue(left) && isTrue(right);
    case '=':
    case '==':
      return left !== undefined && right !== undefined && compareValues(left, right) === 0;
    case '!=':
      return left !== undefined && right !== undefined && compareValues(left, right) !== 0;
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compared(operator, left, right);
    default:
      return calculated(operator, numberOf(left), numberOf(right));
  }
}

function compared(operator: '<' | '<=' | '>' | '>=', left: Value, right: Value): boolean {
  if (left === undefined || right === undefined) return false;
  const order = compareValues(left, right);
  if (operator === '<') return order < 0;
  if (operator === '<=') return order <= 0;
  return operator === '>' ? order > 0 : order >= 0;
}

function calculated(operator: '+' | '-' | '*' | '/' | '%' | '^', left: number | undefined, right: number | undefined): Value {
  if (left === undefined || right === undefined) return undefined;
  const results = { '+': left + right, '-': left - right, '*': left * right, '/': left / right, '%': left % right, '^': left ** right };
  return Number.isFinite(results[operator]) ? results[operator] : undefined;
}

function isTrue(value: Value): boolean {
  return value === true || (typeof value === 'number' && value !== 0);
}

export function isInSubnet(address: Value, subnet: Value): boolean {
  if (typeof address !== 'string' || typeof subnet !== 'string') return false;
  try {
    return compileCidr(subnet)(address);
  } catch (error) {
    if (error instanceof InvalidPattern) return false;
    throw error;
  }
}
