import { ServiceError } from '../../protocol/service-error.ts';
import { validationError } from '../../protocol/shape.ts';

export type ParameterType = 'String' | 'StringList' | 'SecureString';

/** One version of a parameter. */
export interface ParameterVersion {
  readonly version: number;
  readonly type: ParameterType;
  /** Sealed when the type is SecureString. */
  readonly value: string;
  readonly lastModifiedMs: number;
  readonly description?: string | undefined;
  readonly allowedPattern?: string | undefined;
  readonly keyId?: string | undefined;
  readonly dataType: string;
  readonly tier: string;
  readonly policies?: string | undefined;
  readonly labels: readonly string[];
}

/** A parameter with its history, the oldest version first; never without a version. */
export interface Parameter {
  readonly name: string;
  readonly versions: readonly [ParameterVersion, ...ParameterVersion[]];
  readonly tags: { readonly [key: string]: string };
}

export function latestOf({ versions }: Parameter): ParameterVersion {
  return versions.at(-1) ?? versions[0];
}

const rules =
  'If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_';

/**
 * Refuses names that no parameter may have.
 * @source recorded from AWS by the tests of moto; "About requirements and constraints for parameter names"
 */
export function checkNewName(name: string): void {
  const bare = name.replace(/^\/+/, '').toLowerCase();
  const isPath = name.split('/').length > 2;
  if (name.toLowerCase().startsWith('/aws') && isPath) {
    throw new ServiceError('AccessDeniedException', `No access to reserved parameter name: ${name}.`);
  }
  if (bare.startsWith('aws') || bare.startsWith('ssm')) {
    const start = isPath ? `Parameter name: can't be prefixed with "ssm" (case-insensitive). ${rules}` : undefined;
    throw validationError(start ?? 'Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive).');
  }
  if (name.includes('/') && !name.startsWith('/')) throw validationError('Parameter name must be a fully qualified name.');
  checkWellFormed(name);
  if (name.split('/').length > 16) {
    throw new ServiceError(
      'HierarchyLevelLimitExceededException',
      'A hierarchy can have a maximum of 15 levels. For more information, see Requirements and constraints for parameter names in the AWS Systems Manager User Guide.',
    );
  }
}

/** Refuses what cannot be a parameter's name, new or not. */
function checkWellFormed(name: string): void {
  if (/^\/?[\w.-]+$/.test(name) || /^(?:\/[\w.-]+)+$/.test(name)) return;
  throw validationError(`Parameter name: can't be prefixed with "ssm" (case-insensitive). ${rules}`);
}

/** What a `Name` of GetParameter asks for: a parameter, and one of its versions or labels. */
export interface ParameterReference {
  readonly name: string;
  readonly selector: string | undefined;
}

/** Reads a name or an ARN, with a version or a label after a colon. A root parameter `/x` is the parameter `x`. */
export function readReference(text: string): ParameterReference {
  const arn = /^arn:[^:]*:ssm:[^:]*:[^:]*:parameter(\/.*)$/.exec(text);
  const given = arn?.[1] ?? text;
  const colon = given.indexOf(':');
  const name = colon < 0 ? given : given.slice(0, colon);
  return { name: canonicalName(name), selector: colon < 0 ? undefined : given.slice(colon + 1) };
}

/** Refuses what cannot name a parameter, nor one of its versions or labels. */
export function checkReference(text: string): void {
  const { name, selector } = readReference(text);
  if (selector?.includes(':')) throw validationError('Parameter name must not contain more than one colon.');
  checkWellFormed(name);
}

/** `/x` and `x` are one parameter; deeper names keep their slash. */
export function canonicalName(name: string): string {
  const bare = name.startsWith('/') ? name.slice(1) : name;
  return bare.includes('/') ? name : bare;
}
