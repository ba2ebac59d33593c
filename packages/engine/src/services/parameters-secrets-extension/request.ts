/** A call that the Parameters and Secrets Lambda Extension makes for a function. */
export interface ExtensionCall {
  readonly service: 'ssm' | 'secretsmanager';
  readonly operation: 'GetParameter' | 'GetSecretValue';
  readonly input: { readonly [member: string]: string | boolean };
  /** What it asks for, for the trace. */
  readonly resource: string;
}

/**
 * Reads the path and query that a function asks for. Undefined for a path that the extension does not have.
 * @throws RangeError with what is missing or too much
 * @source "Using Parameter Store parameters in AWS Lambda functions" and "Use Secrets Manager secrets in Lambda functions"
 */
export function readExtensionRequest(url: string): ExtensionCall | undefined {
  const at = url.indexOf('?');
  const path = (at < 0 ? url : url.slice(0, at)).replace(/\/$/, '');
  const query = new URLSearchParams(at < 0 ? '' : url.slice(at + 1));
  if (path === '/systemsmanager/parameters/get') return parameterCall(query);
  if (path === '/secretsmanager/get') return secretCall(query);
  return undefined;
}

function parameterCall(query: URLSearchParams): ExtensionCall {
  const name = query.get('name') ?? '';
  if (name === '') throw new RangeError('the query parameter name is missing');
  const [version, label] = [query.get('version') ?? '', query.get('label') ?? ''];
  if (version !== '' && label !== '') throw new RangeError('version and label cannot be used together');
  const selector = version === '' ? label : version;
  return {
    service: 'ssm',
    operation: 'GetParameter',
    input: {
      Name: selector === '' ? name : `${name}:${selector}`,
      WithDecryption: query.get('withDecryption')?.toLowerCase() === 'true',
    },
    resource: name,
  };
}

function secretCall(query: URLSearchParams): ExtensionCall {
  const secretId = query.get('secretId') ?? '';
  if (secretId === '') throw new RangeError('the query parameter secretId is missing');
  const [versionId, versionStage] = [query.get('versionId') ?? '', query.get('versionStage') ?? ''];
  return {
    service: 'secretsmanager',
    operation: 'GetSecretValue',
    input: {
      SecretId: secretId,
      ...(versionId !== '' && { VersionId: versionId }),
      ...(versionStage !== '' && { VersionStage: versionStage }),
    },
    resource: secretId,
  };
}

const parameterMembers = ['ARN', 'DataType', 'LastModifiedDate', 'Name', 'Selector', 'SourceResult', 'Type', 'Value', 'Version'];
const secretMembers = ['ARN', 'CreatedDate', 'Name', 'SecretBinary', 'SecretString', 'VersionId', 'VersionStages'];

/**
 * The answer as the extension writes it: the output of Go's SDK, with null for what is not there, times as text and an empty ResultMetadata.
 * @source answers of the extension in public projects' logs
 */
export function extensionAnswer({ operation }: ExtensionCall, output: { readonly [member: string]: unknown }): string {
  if (operation === 'GetSecretValue') return JSON.stringify({ ...ordered(secretMembers, output), ResultMetadata: {} });
  return JSON.stringify({ Parameter: ordered(parameterMembers, { ...Object(output.Parameter) }), ResultMetadata: {} });
}

function ordered(members: readonly string[], output: { readonly [member: string]: unknown }): object {
  return Object.fromEntries(members.map((name) => [name, written(output[name])]));
}

function written(value: unknown): unknown {
  // Go writes no zeros at the end of a second's fraction.
  if (value instanceof Date) return value.toISOString().replace(/\.?0+Z$/, 'Z');
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  return value ?? null;
}
