import type { Value } from '../../template.ts';
import { type Draft, type DraftMap, isDraftMap, mapAt } from '../draft.ts';
import { isNoValue } from '../intrinsic-forms.ts';

/** API Gateway's name, in OpenAPI, for the method ANY. */
export const anyMethod = 'x-amazon-apigateway-any-method';
export const integrationKey = 'x-amazon-apigateway-integration';

/** Members of a path item that are no methods. */
const pathFields = ['summary', 'description', 'parameters'];

/** The definition SAM starts from when the user gives none. */
export function emptyDefinition(openApiVersion: string | undefined): DraftMap {
  const version = openApiVersion !== undefined && isOpenApi3(openApiVersion) ? { openapi: openApiVersion } : { swagger: '2.0' };
  return { ...version, info: { version: '1.0', title: { Ref: 'AWS::StackName' } }, paths: {} };
}

/** True for an OpenAPI or Swagger document that SAM can add to. */
export function isDefinition(value: Value | undefined): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { paths, swagger, openapi } = value as { readonly [member: string]: Value };
  if (typeof paths !== 'object' || paths === null || Array.isArray(paths)) return false;
  return Boolean(swagger) || (Boolean(openapi) && isOpenApi3(openapi ?? ''));
}

export function isOpenApi3(version: Value): boolean {
  return /^3(\.\d)(\.\d)?$/.test(versionText(version));
}

/** A version as text: `3.0` without quotes is the number 3. */
export function versionText(version: Value): string {
  return typeof version === 'number' && Number.isInteger(version) ? `${version}.0` : String(version);
}

/** A method's name as it stands in a definition. */
export function methodName(method: string): string {
  const lower = method.toLowerCase();
  return lower === 'any' ? anyMethod : lower;
}

/** The maps a value stands for: both branches of a Fn::If, without AWS::NoValue; else the value itself. */
export function branchesOf(value: Draft | undefined): readonly DraftMap[] {
  if (!isDraftMap(value)) return [];
  const branches = value['Fn::If'];
  if (!Array.isArray(branches)) return [value];
  return branches.slice(1).filter((it): it is DraftMap => isDraftMap(it) && !isNoValue(it));
}

export function pathsOf(definition: DraftMap): readonly string[] {
  return Object.keys(mapAt(definition, 'paths'));
}

/** The items of one path: two where the user chooses between them by a condition. */
export function pathItems(definition: DraftMap, path: string): readonly DraftMap[] {
  const paths = mapAt(definition, 'paths');
  return Object.hasOwn(paths, path) ? branchesOf(paths[path]) : [];
}

export interface Operation {
  readonly method: string;
  readonly operation: DraftMap;
}

/** The operations of a path that have an integration: those API Gateway serves. */
export function operationsOf(definition: DraftMap, path: string, method?: string): readonly Operation[] {
  return pathItems(definition, path).flatMap((item) =>
    Object.entries(item)
      .filter(([name]) => !pathFields.includes(name) && (method === undefined || methodName(name) === method))
      .flatMap(([name, value]) => branchesOf(value).map((operation) => ({ method: methodName(name), operation })))
      .filter(({ operation }) => isDraftMap(operation[integrationKey]) && Object.keys(operation[integrationKey]).length > 0),
  );
}

/** The `security` entries of an operation. */
export function securityOf(operation: DraftMap): readonly DraftMap[] {
  const security = operation.security;
  return Array.isArray(security) ? security.filter(isDraftMap) : [];
}
