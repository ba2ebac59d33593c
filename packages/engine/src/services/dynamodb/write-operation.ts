import type { JsonOutput } from '../../protocol/json-protocol.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import { isRecord, type Shape, validationError } from '../../protocol/shape.ts';
import { type Database, type Operation, operation } from './operation.ts';
import { unknownConditionalOperator } from './shapes.ts';
import { currentWords } from './values/value-refusal.ts';

/**
 * PutItem, UpdateItem and DeleteItem, which AWS has moved to a newer validation: what it refuses before the table is looked up comes
 * inside `1 validation error detected: `, and of the members it says less. A request without its key, or with a value nested past
 * some sixty levels, is still read by the older one.
 *
 * @source dynamodb-conformance, recorded from AWS in eu-west-2 and us-east-1, 2026-10
 */
export interface WritePhases<T, R> {
  /** Everything that can be said of the request without its table. */
  readonly read: (database: Database, request: T) => R;
  readonly run: (database: Database, request: T, read: R) => Promise<JsonOutput>;
}

interface WriteMembers {
  readonly TableName: string;
  readonly ReturnValues?: string;
}

export function writeOperation<T extends WriteMembers, R>(name: string, input: Shape<T>, { read, run }: WritePhases<T, R>): Operation {
  return operation(
    name,
    input,
    (database, request, wire) =>
      run(
        database,
        request,
        enveloped(wire, () => read(database, request)),
      ),
    { told: (problems, request, wire) => (isReadTheOlderWay(problems, wire) ? problems : currentProblems(name, problems, request)) },
  );
}

function enveloped<R>(wire: unknown, read: () => R): R {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ServiceError) || error.code !== 'ValidationException' || isNestedFar(wire)) throw error;
    throw validationError(`1 validation error detected: ${currentWords(error)}`);
  }
}

function isReadTheOlderWay(problems: readonly string[], wire: unknown): boolean {
  return problems.some((it) => it.startsWith('Value null at ')) || isNestedFar(wire);
}

/** @source captured for UpdateItem; its spelling of UPDATED_NEW is AWS's */
const unknownReturnValues =
  'Failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]';

function currentProblems(operationName: string, problems: readonly string[], { TableName }: WriteMembers): readonly string[] {
  if (TableName === '') return ["Value at 'TableName' failed to satisfy constraint: Member must have length greater than or equal to 1"];
  const told = problems.map((it) => {
    if (it.includes("' at 'returnValues' ")) return unknownReturnValues;
    return it.includes("' at 'conditionalOperator' ") ? unknownConditionalOperator : it;
  });
  // UpdateItem stops where the others go on.
  return operationName === 'UpdateItem' && told.includes(unknownReturnValues) ? [unknownReturnValues] : told;
}

/** Levels of maps and lists, as the wire has them, past which a request is read by the older validation. */
const levelsRead = 62;

function isNestedFar(wire: unknown): boolean {
  let level: unknown[] = isRecord(wire) ? Object.values(wire).flatMap(valuesOf) : [];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > levelsRead) return true;
    level = level.flatMap(nestedValues);
  }
  return false;
}

/** The attribute values in a member of a request: of Item and Key, of the expression values, of Expected's and AttributeUpdates' entries. */
function valuesOf(member: unknown): unknown[] {
  if (!isRecord(member)) return [];
  return Object.values(member).flatMap((it) => (isRecord(it) && isRecord(it.Value) ? [it.Value] : [it]));
}

function nestedValues(value: unknown): unknown[] {
  if (!isRecord(value)) return [];
  if (isRecord(value.M)) return Object.values(value.M);
  return Array.isArray(value.L) ? value.L : [];
}
