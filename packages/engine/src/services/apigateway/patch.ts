import type { ServiceError } from '../../protocol/service-error.ts';
import { Constraints } from './constraints.ts';
import { badRequest } from './operation.ts';
import { type Document, documentListOf, textOf } from './request-document.ts';

/** One of a patch's operations. @source "PatchOperation", Amazon API Gateway V1 API reference */
export interface PatchOperation {
  readonly op: string;
  readonly path: string | undefined;
  readonly value: string | undefined;
  readonly from: string | undefined;
}

const operations = ['add', 'remove', 'move', 'test', 'replace', 'copy'];

/**
 * Reads the operations of a patch.
 * @param input how AWS names the request in its messages: `updateStageInput`
 * @param further what else is held against the request; said after what is wrong with the operations
 * @throws ServiceError ValidationException
 */
export function patchOperationsOf(
  body: Document,
  input: string,
  further: (constraints: Constraints) => Constraints = (it) => it,
): readonly PatchOperation[] {
  const written = documentListOf(body, 'patchOperations') ?? [];
  const constraints = new Constraints();
  for (const [index, it] of written.entries()) constraints.oneOf(it.op, `${input}.patchOperations.${index + 1}.member.op`, operations);
  further(constraints).check();
  return written.map((it) => ({
    op: textOf(it, 'op') ?? 'null',
    path: textOf(it, 'path'),
    value: textOf(it, 'value'),
    from: textOf(it, 'from'),
  }));
}

/** The parts of a path: `/requestModels/application~1json`. */
export function segmentsOf(path = ''): readonly string[] {
  return path.split('/').slice(1).map(unescaped);
}

function unescaped(segment: string): string {
  return segment.replaceAll('~1', '/').replaceAll('~0', '~');
}

/**
 * Holds an operation against the members that may be replaced, and nothing else be done with.
 * @throws ServiceError BadRequestException
 * @source localstack's recordings of UpdateResource, UpdateModel, UpdateRequestValidator
 */
export function checkReplacement({ op, path }: PatchOperation, paths: readonly string[]): void {
  const message = `Invalid patch path  '${path ?? null}' specified for op '${op}'.`;
  if (op !== 'replace') throw badRequest(`${message} Please choose supported operations`);
  if (path === undefined || !paths.includes(path)) throw badRequest(`${message} Must be one of: [${paths.join(', ')}]`);
}

/** @throws ServiceError BadRequestException. @source localstack's recordings of UpdateRestApi and UpdateMethod */
export function checkReplaces({ op }: PatchOperation): void {
  if (op !== 'replace') throw badRequest('Invalid patch operation specified. Must be one of: [replace]');
}

/** @source localstack's recordings of UpdateRestApi, UpdateMethod and UpdateGatewayResponse */
export function invalidPath({ path }: PatchOperation): ServiceError {
  return badRequest(`Invalid patch path ${path ?? null}`);
}

/**
 * A map with one of its members added, replaced or removed.
 * @param value what the operation's value means
 * @param missing the refusal of a member that is not there
 */
export function patchedMap<Value>(
  map: { readonly [name: string]: Value } | undefined,
  name: string,
  { operation, value, missing }: { readonly operation: PatchOperation; readonly value: Value; readonly missing: () => ServiceError },
): { readonly [name: string]: Value } | undefined {
  const { op } = operation;
  if (op !== 'add' && op !== 'replace' && op !== 'remove')
    throw badRequest(`Invalid patch operation specified. Must be 'add'|'remove'|'replace'`);
  const there = map !== undefined && Object.hasOwn(map, name);
  if (op !== 'add' && !there) throw missing();
  const others = Object.entries(map ?? {}).filter(([it]) => it !== name);
  if (op !== 'remove') return { ...map, [name]: value };
  return others.length === 0 ? undefined : Object.fromEntries(others);
}

/** What a patch says in text: anything but `true` is false. @source localstack's recording of UpdateMethod */
export function isTrue(value: string | undefined): boolean {
  return value?.toLowerCase() === 'true';
}
