import { ServiceError } from '../../protocol/service-error.ts';

/** Sizes that a policy lets a file have, in bytes. */
export interface SizeLimits {
  readonly minimum: number;
  readonly maximum: number;
}

/** Fields that no condition has to name. @source "POST policy", Amazon S3 API reference */
const freeFields: readonly string[] = ['x-amz-signature', 'signature', 'awsaccesskeyid', 'file', 'policy', 'x-file-content-type'];

/**
 * Holds a form's fields against its policy: every condition must be met, and every field named by one.
 * @param fields by lower-case name, with `bucket`
 * @throws ServiceError AccessDenied, InvalidPolicyDocument
 * @source "Creating an HTML form: creating a POST policy", Amazon S3 API reference; recordings of localstack's test_s3
 */
export function checkPostPolicy(encoded: string, fields: ReadonlyMap<string, string>, nowMs: number): SizeLimits {
  const { expiration, conditions } = parsed(encoded);
  if (expiration < nowMs) throw refused('Policy expired.');
  const named = new Set<string>();
  let limits: SizeLimits = { minimum: 0, maximum: Number.POSITIVE_INFINITY };
  for (const written of conditions) {
    for (const [operator, name, value] of conditionsOf(written)) {
      if (operator === 'content-length-range') {
        limits = { minimum: Number(name), maximum: Number(value) };
        continue;
      }
      const field = name.replace(/^\$/, '').toLowerCase();
      named.add(field);
      const actual = fields.get(field);
      const holds = actual !== undefined && (operator === 'eq' ? actual === value : actual.startsWith(value));
      if (!holds) throw refused(`Policy Condition failed: ${conditionText(operator, name, value)}`);
    }
  }
  // The bucket counts as a field: ceph s3-tests, test_post_object_missing_policy_condition.
  const extra = [...fields.keys()].filter((it) => !named.has(it) && !freeFields.includes(it) && !it.startsWith('x-ignore-'));
  if (extra.length > 0) throw refused(`Extra input fields: ${extra.join(', ')}`);
  return limits;
}

function conditionText(operator: string, name: string, value: string): string {
  return `["${operator}", "${name}", "${value}"]`;
}

function refused(why: string): ServiceError {
  return new ServiceError('AccessDenied', `Invalid according to Policy: ${why}`, 403);
}

function invalid(why: string): ServiceError {
  return new ServiceError('InvalidPolicyDocument', `Invalid Policy: ${why}`, 400);
}

function parsed(encoded: string): { readonly expiration: number; readonly conditions: readonly unknown[] } {
  let policy: unknown;
  try {
    policy = JSON.parse(Buffer.from(encoded, 'base64').toString('utf8'));
  } catch {
    throw invalid('Invalid JSON.');
  }
  if (typeof policy !== 'object' || policy === null) throw invalid('Invalid JSON.');
  const expiration: unknown = Reflect.get(policy, 'expiration');
  const conditions: unknown = Reflect.get(policy, 'conditions');
  if (typeof expiration !== 'string') throw invalid('Policy missing expiration.');
  if (!Array.isArray(conditions)) throw invalid('Policy missing conditions.');
  const time = Date.parse(expiration);
  if (Number.isNaN(time)) throw invalid(`Invalid 'expiration' value: '${expiration}'`);
  return { expiration: time, conditions };
}

type Condition = readonly [operator: string, name: string, value: string];

/** `{ "acl": "private" }` is `["eq", "$acl", "private"]`. */
function conditionsOf(written: unknown): readonly Condition[] {
  if (Array.isArray(written)) {
    const [operator, name, value, ...more] = written.map(String);
    const known = ['eq', 'starts-with', 'content-length-range'].find((it) => it === operator?.toLowerCase());
    if (known === undefined || name === undefined || value === undefined || more.length > 0)
      throw invalid(`Invalid Condition: ${JSON.stringify(written)}`);
    return [[known, name, value]];
  }
  if (typeof written !== 'object' || written === null) throw invalid(`Invalid Condition: ${JSON.stringify(written)}`);
  const properties = Object.entries(written);
  if (properties.length !== 1) throw invalid('Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.');
  return properties.map(([name, value]) => ['eq', `$${name}`, String(value)]);
}
