import { copyPlaces, type Diagnostic, type DynamicReference, type Value } from '@gatewright/template';
import { ServiceError } from '../protocol/service-error.ts';
import type { Services } from '../services/services.ts';
import { honouredReferences, mapHonoured, type ReadProperties } from './honoured-values.ts';
import { isMapping } from './written-values.ts';

export interface ReferencingResource extends ReadProperties {
  readonly logicalId: string;
  readonly services: Pick<Services, 'ssm' | 'secretsmanager'>;
  report(diagnostic: Diagnostic): void;
}

/** Why a reference has no value, and the command that gives it one. */
class Missing extends Error {
  readonly cure: string;

  constructor(message: string, cure: string) {
    super(message);
    this.cure = cure;
  }
}

/**
 * The properties with the values of their dynamic references, as CloudFormation puts them in when it makes a resource.
 * A reference without a value is reported, and stays as it is written.
 * @source "Get values stored in other services using dynamic references", AWS CloudFormation user guide
 */
export async function resolveDynamicReferences(resource: ReferencingResource): Promise<{ readonly [member: string]: Value }> {
  const { properties = {}, services, logicalId, report } = resource;
  const references = honouredReferences(resource);
  if (references.length === 0) return properties;
  const values = new Map<string, string>();
  for (const reference of references) {
    if (values.has(reference.text)) continue;
    try {
      values.set(reference.text, await storedValue(reference, services));
    } catch (error) {
      if (!(error instanceof Missing)) throw error;
      report({
        code: 'UNRESOLVED_DYNAMIC_REFERENCE',
        severity: 'error',
        unsupported: true,
        message: `"${logicalId}" reads "${reference.text}": ${error.message}`,
        at: reference.at,
        hint: error.cure,
      });
      // Those who accept what is not here get the text, as it is written.
      values.set(reference.text, reference.text);
    }
  }
  return mapHonoured(resource, (value) => replaced(value, values));
}

function replaced(value: Value, values: ReadonlyMap<string, string>): Value {
  if (typeof value === 'string') {
    if (!value.includes('{{resolve:')) return value;
    return [...values].reduce((text, [reference, found]) => text.replaceAll(reference, () => found), value);
  }
  if (Array.isArray(value)) {
    const items: Value[] = value.map((it: Value) => replaced(it, values));
    return copyPlaces(value, items);
  }
  if (!isMapping(value)) return value;
  return copyPlaces(value, Object.fromEntries(Object.entries(value).map(([name, it]) => [name, replaced(it, values)])));
}

function storedValue({ service, reference }: DynamicReference, services: ReferencingResource['services']): Promise<string> {
  return service === 'ssm' ? parameterValue(reference, services) : secretValue(reference, services);
}

async function parameterValue(reference: string, { ssm }: ReferencingResource['services']): Promise<string> {
  const name = reference.replace(/:\d+$/, '');
  const cure = `Set it with: gatewright params set ${name}`;
  const { Parameter: parameter } = await told(ssm.call('GetParameter', { Name: reference }), cure, {
    ParameterNotFound: `there is no parameter "${name}" in the Parameter Store of this machine.`,
  });
  const { Type: type, Value: value } = Object(parameter);
  if (type === 'SecureString') {
    throw new Missing(
      `Non-secure ssm prefix was used for secure parameter: ${name}.`,
      'Read the parameter in the code of the function, or keep the value in Secrets Manager.',
    );
  }
  return String(value);
}

async function secretValue(reference: string, { secretsmanager }: ReferencingResource['services']): Promise<string> {
  const arn = /^arn:[^:]*:[^:]*:[^:]*:[^:]*:secret:[^:]*/.exec(reference)?.[0];
  const secretId = arn ?? reference.split(':')[0] ?? '';
  const [, , jsonKey = '', stage = '', versionId = ''] = `x${reference.slice(secretId.length)}`.split(':');
  const cure = `Set it with: gatewright secrets set ${secretId}`;
  const input = { SecretId: secretId, ...(stage !== '' && { VersionStage: stage }), ...(versionId !== '' && { VersionId: versionId }) };
  const { SecretString: text } = await told(secretsmanager.call('GetSecretValue', input), cure, {
    ResourceNotFoundException: `there is no such secret in the Secrets Manager of this machine.`,
  });
  if (typeof text !== 'string') throw new Missing('the secret is binary; a reference reads texts.', cure);
  if (jsonKey === '') return text;
  const member = memberOf(text, jsonKey);
  if (member === undefined) throw new Missing(`the secret has no value at the JSON key "${jsonKey}".`, cure);
  return member;
}

function memberOf(text: string, key: string): string | undefined {
  try {
    const document: unknown = JSON.parse(text);
    if (typeof document !== 'object' || document === null || !Object.hasOwn(document, key)) return undefined;
    const value: unknown = Reflect.get(document, key);
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  } catch {
    // No JSON has no keys.
    return undefined;
  }
}

/** The answer of a store; what it refuses becomes the reason why the reference has no value. */
async function told(
  answer: Promise<Record<string, unknown>>,
  cure: string,
  words: { readonly [code: string]: string },
): Promise<Record<string, unknown>> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    throw new Missing(words[error.code] ?? `${error.message} (${error.code})`, cure);
  }
}
