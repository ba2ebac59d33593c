import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { boolean, list, required, string, structure, validationError } from '../../../protocol/shape.ts';
import { watched } from '../../../world/watchdog.ts';
import { canonicalName, checkNewName, latestOf, type Parameter, type ParameterType, type ParameterVersion } from '../parameter.ts';
import type { ParameterStore } from '../parameter-store.ts';
import { tag, tagsOf } from '../tags.ts';

/** The oldest version goes when there would be more. @source "Working with parameter versions", Systems Manager user guide */
const maximumVersions = 100;
const patternMs = 200;
const valueLimit: { readonly [tier: string]: number } = { Standard: 4096, Advanced: 8192 };

const input = structure('com.amazonaws.ssm.PutParameterRequest', {
  Name: required(string({ min: 1, max: 2048 })),
  Description: string({ max: 1024 }),
  Value: required(string()),
  Type: string({ values: ['SecureString', 'StringList', 'String'] }),
  KeyId: string({ min: 1, max: 256 }),
  Overwrite: boolean,
  AllowedPattern: string({ max: 1024 }),
  Tags: list(tag, { max: 1000 }),
  Tier: string({ values: ['Standard', 'Advanced', 'Intelligent-Tiering'] }),
  Policies: string({ min: 1, max: 4096 }),
  DataType: string({ max: 128 }),
});

/** @source "PutParameter", Systems Manager API reference; the wording of refusals is recorded from AWS by the tests of moto */
export const putParameter: RpcOperation<ParameterStore> = rpcOperation('PutParameter', input, async (on: ParameterStore, request) => {
  const name = canonicalName(request.Name);
  const existing = on.parameters.get(name);
  const before = existing && latestOf(existing);
  if (request.Value === '')
    throw validationError(
      "1 validation error detected: Value '' at 'value' failed to satisfy constraint: Member must have length greater than or equal to 1.",
    );
  if (request.Overwrite && request.Tags && request.Tags.length > 0) {
    throw validationError(
      "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.",
    );
  }
  checkNewName(request.Name);
  const type = typeOf(request.Type) ?? before?.type;
  if (!type) throw validationError('A parameter type is required when you create a parameter.');
  const dataType = request.DataType ?? before?.dataType ?? 'text';
  if (!['text', 'aws:ec2:image', 'aws:ssm:integration'].includes(dataType))
    throw validationError(`The following data type is not supported: ${dataType} (Data type names are all lowercase.)`);
  if (existing && !request.Overwrite) {
    const message = 'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.';
    throw new ServiceError('ParameterAlreadyExists', message);
  }
  checkPattern(request.Value, request.AllowedPattern);
  const tier = tierOf(request.Tier ?? before?.tier ?? 'Standard', request.Value);
  const version: ParameterVersion = {
    version: (before?.version ?? 0) + 1,
    type,
    value: type === 'SecureString' ? on.seal.close(Buffer.from(request.Value)) : request.Value,
    lastModifiedMs: on.world.now(),
    description: request.Description ?? before?.description,
    allowedPattern: request.AllowedPattern ?? before?.allowedPattern,
    keyId: type === 'SecureString' ? (request.KeyId ?? before?.keyId ?? 'alias/aws/ssm') : undefined,
    dataType,
    tier,
    policies: request.Policies ?? before?.policies,
    labels: [],
  };
  await on.parameters.put(name, {
    name,
    versions: existing ? versionsWith(existing, version) : [version],
    tags: existing?.tags ?? tagsOf(request.Tags ?? []),
  });
  return { Version: version.version, Tier: tier };
});

function typeOf(text: string | undefined): ParameterType | undefined {
  return text === 'String' || text === 'StringList' || text === 'SecureString' ? text : undefined;
}

function versionsWith({ name, versions }: Parameter, added: ParameterVersion): Parameter['versions'] {
  if (versions.length < maximumVersions) return [...versions, added];
  const [oldest, ...rest] = versions;
  if (oldest.labels.length > 0) {
    throw new ServiceError(
      'ParameterMaxVersionLimitExceeded',
      `You attempted to create a new version of ${name} by calling the PutParameter API with the overwrite flag. Version ${oldest.version}, the oldest version, can't be deleted because it has a label associated with it. Move the label to another version of the parameter, and try again.`,
    );
  }
  const [first = added, ...more] = rest;
  return [first, ...more, added];
}

/** The pattern is a regular expression of the caller's: it is given a moment, and no more. */
function checkPattern(value: string, pattern: string | undefined): void {
  if (pattern === undefined || pattern === '') return;
  let allowed: boolean;
  try {
    allowed = watched(patternMs, () => new RegExp(`^(?:${pattern})$`).test(value));
  } catch {
    throw new ServiceError('InvalidAllowedPatternException', 'The request does not meet the regular expression requirement.');
  }
  if (!allowed)
    throw new ServiceError('ParameterPatternMismatchException', `Parameter value, cannot be validated against allowedPattern: ${pattern}`);
}

function tierOf(tier: string, value: string): string {
  const bytes = Buffer.byteLength(value);
  const chosen = tier === 'Intelligent-Tiering' ? (bytes > 4096 ? 'Advanced' : 'Standard') : tier;
  if (bytes <= (valueLimit[chosen] ?? 4096)) return chosen;
  throw validationError(
    chosen === 'Standard'
      ? 'Standard tier parameters support a maximum parameter value of 4096 characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier. For more information, see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html'
      : 'Advanced tier parameters support a maximum parameter value of 8192 characters.',
  );
}
