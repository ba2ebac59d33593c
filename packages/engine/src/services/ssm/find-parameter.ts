import { ServiceError } from '../../protocol/service-error.ts';
import { latestOf, type Parameter, type ParameterVersion, readReference } from './parameter.ts';
import type { ParameterStore } from './parameter-store.ts';

const secretPrefix = '/aws/reference/secretsmanager/';

/** A parameter as GetParameter and its like answer it. */
export type ParameterDocument = { readonly [member: string]: unknown };

/**
 * The parameter that a name, an ARN, or one with `:version` or `:label` names.
 * @throws ServiceError ParameterNotFound, ParameterVersionNotFound
 */
export function findVersion(on: ParameterStore, text: string): { readonly parameter: Parameter; readonly version: ParameterVersion } {
  const { name, selector } = readReference(text);
  const parameter = on.parameters.get(name);
  if (!parameter) throw new ServiceError('ParameterNotFound', '');
  return { parameter, version: selector === undefined ? latestOf(parameter) : selected(parameter, selector) };
}

/** @throws ServiceError ParameterVersionNotFound. @source recorded from AWS by the tests of moto */
function selected(parameter: Parameter, selector: string): ParameterVersion {
  const isVersion = /^\d+$/.test(selector);
  const found = parameter.versions.find((it) => (isVersion ? it.version === Number(selector) : it.labels.includes(selector)));
  if (found) return found;
  const what = isVersion
    ? `version ${selector} of ${parameter.name}. Verify the version`
    : `label ${selector} for parameter ${parameter.name}. Verify the label`;
  throw new ServiceError('ParameterVersionNotFound', `Systems Manager could not find ${what} and try again.`);
}

/** @throws ServiceError ParameterNotFound, ParameterVersionNotFound */
export function readParameter(on: ParameterStore, text: string, withDecryption: boolean): ParameterDocument {
  if (text.startsWith(secretPrefix)) return readSecret(on, text, withDecryption);
  const { parameter, version } = findVersion(on, text);
  const { selector } = readReference(text);
  return { ...documentOf(on, parameter, version, withDecryption), ...(selector !== undefined && { Selector: `:${selector}` }) };
}

export function documentOf(
  on: ParameterStore,
  parameter: Parameter,
  version: ParameterVersion,
  withDecryption: boolean,
): ParameterDocument {
  return {
    Name: parameter.name,
    Type: version.type,
    Value: version.type === 'SecureString' && withDecryption ? on.seal.open(version.value).toString('utf8') : version.value,
    Version: version.version,
    LastModifiedDate: new Date(version.lastModifiedMs),
    ARN: arnOf(on, parameter.name),
    DataType: version.dataType,
  };
}

/** A parameter without a slash of its own gets one in its ARN. */
export function arnOf({ world }: ParameterStore, name: string): string {
  return `arn:${world.partition}:ssm:${world.region}:${world.accountId}:parameter${name.startsWith('/') ? '' : '/'}${name}`;
}

/** @source "Referencing AWS Secrets Manager secrets from Parameter Store parameters"; the refusals are recorded from AWS by localstack's tests */
function readSecret(on: ParameterStore, name: string, withDecryption: boolean): ParameterDocument {
  if (!withDecryption) {
    throw new ServiceError('ValidationException', 'WithDecryption flag must be True for retrieving a Secret Manager secret.');
  }
  const secret = on.secretOf(name.slice(secretPrefix.length));
  if (!secret) {
    const message = `An error occurred (ParameterNotFound) when referencing Secrets Manager: Secret ${name} not found.`;
    throw new ServiceError('ParameterNotFound', message);
  }
  return {
    Name: name,
    Type: 'SecureString',
    Value: secret.value,
    Version: 0,
    SourceResult: secret.sourceResult,
    LastModifiedDate: new Date(secret.createdMs),
    ARN: secret.arn,
    DataType: 'text',
  };
}
