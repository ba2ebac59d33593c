import type { Operand } from '../expressions/condition-syntax.ts';
import type { DocumentPath } from '../expressions/document-path.ts';
import type { PlaceholderValues } from '../expressions/placeholders.ts';
import type { Update } from '../expressions/update.ts';
import type { SetValue, UpdateAction } from '../expressions/update-syntax.ts';
import { valueSizeBytes } from '../values/item-size.ts';
import { itemBytesMax, updateTooLarge } from './item-limits.ts';

/**
 * UpdateItem holds not only the new item against the limit, but also its UpdateExpression: what it writes, and a cost for each part.
 * What an operand reads from the item costs nothing.
 *
 * @source dynamodb-conformance, measured on AWS in eu-west-2, 2026-08 and 2026-10
 */
const statementBytes = 3;
const writeBytes = 19;
const removeBytes = 1;
const targetStepBytes = 4;
const pathBytes = 1;
const pathStepBytes = 14;
const plusBytes = 34;
const minusBytes = 37;
const ifNotExistsBytes = 39;
const listAppendBytes = 37;

/** @throws ServiceError ValidationException */
export function checkStatementSize({ actions, values }: Update): void {
  let charged = statementBytes;
  for (const action of actions) charged += actionBytes(action, values);
  if (charged > itemBytesMax) throw updateTooLarge();
}

function actionBytes(action: UpdateAction, values: PlaceholderValues): number {
  const target = targetBytes(action.target.path);
  if (action.section === 'SET') return writeBytes + target + valueBytes(action.value, values);
  if (action.section === 'ADD') return writeBytes + target + valueBytes({ kind: 'value', placeholder: action.placeholder }, values);
  return removeBytes + target;
}

function targetBytes([first, ...rest]: DocumentPath): number {
  return rest.reduce<number>((sum, step) => sum + targetStepBytes + stepBytes(step), stepBytes(first ?? ''));
}

function stepBytes(step: string | number): number {
  return Buffer.byteLength(String(step));
}

function valueBytes(value: SetValue, values: PlaceholderValues): number {
  if (value.kind === 'path') return value.path.reduce<number>((sum, step) => sum + pathStepBytes + stepBytes(step), pathBytes);
  if (value.kind === 'value') {
    const operand = values[value.placeholder];
    return operand ? valueSizeBytes(operand) : 0;
  }
  if (value.kind === 'arithmetic') {
    return (value.operator === '+' ? plusBytes : minusBytes) + operandsBytes([value.left, value.right], values);
  }
  return (value.name === 'list_append' ? listAppendBytes : ifNotExistsBytes) + operandsBytes(value.operands, values);
}

function operandsBytes(operands: readonly Operand[], values: PlaceholderValues): number {
  return operands.reduce((sum, operand) => sum + valueBytes(operand, values), 0);
}
