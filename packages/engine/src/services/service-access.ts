import { isRecord } from '../protocol/shape.ts';

/** A service that asks for something on behalf of a resource: a topic that sends to a queue. */
export interface ServiceAccess {
  /** `sqs:SendMessage`. */
  readonly action: string;
  readonly resourceArn: string;
  readonly accountId: string;
  /** `sns.amazonaws.com`. */
  readonly principal: string;
  readonly sourceArn: string;
}

/**
 * Whether a resource's policy lets a service in: one statement allows it and none denies it. A condition that is not known here does not hold.
 *
 * @param policy JSON text
 * @source "Policy evaluation logic", IAM user guide
 */
export function allowsService(policy: string | undefined, access: ServiceAccess): boolean {
  const document: unknown = policy === undefined ? undefined : JSON.parse(policy);
  const statements = isRecord(document) ? listOf(document.Statement).filter(isRecord) : [];
  const matching = statements.filter((it) => matches(it, access));
  return matching.some((it) => it.Effect === 'Allow') && !matching.some((it) => it.Effect === 'Deny');
}

function matches(
  statement: { readonly [member: string]: unknown },
  { action, resourceArn, principal, accountId, sourceArn }: ServiceAccess,
): boolean {
  const { Principal, Action, Resource, Condition } = statement;
  const services = isRecord(Principal)
    ? [...listOf(Principal.Service), ...listOf(Principal.AWS).filter((it) => it === '*')]
    : listOf(Principal);
  if (!services.some((it) => it === '*' || it === principal)) return false;
  if (!listOf(Action).some((it) => isLike(String(it).toLowerCase(), action.toLowerCase()))) return false;
  if (Resource !== undefined && !listOf(Resource).some((it) => isLike(String(it), resourceArn))) return false;
  const values: { readonly [key: string]: string } = { 'aws:sourcearn': sourceArn, 'aws:sourceaccount': accountId };
  return Object.entries(isRecord(Condition) ? Condition : {}).every(([operator, keys]) =>
    Object.entries(isRecord(keys) ? keys : {}).every(([key, expected]) =>
      holds(operator, values[key.toLowerCase()], listOf(expected).map(String)),
    ),
  );
}

/** @source "IAM JSON policy elements: Condition operators" */
function holds(operator: string, value: string | undefined, expected: readonly string[]): boolean {
  const [name = '', optional] = operator.replace(/^ForAnyValue:/, '').split('IfExists');
  if (value === undefined) return optional !== undefined;
  if (/^(?:Arn(?:Equals|Like)|StringLike)$/.test(name)) return expected.some((it) => isLike(it, value));
  if (/^(?:ArnNot(?:Equals|Like)|StringNotLike)$/.test(name)) return !expected.some((it) => isLike(it, value));
  if (name === 'StringEquals') return expected.includes(value);
  if (name === 'StringNotEquals') return !expected.includes(value);
  if (name === 'StringEqualsIgnoreCase') return expected.some((it) => it.toLowerCase() === value.toLowerCase());
  return false;
}

/** `*` is any text and `?` any one character; in time that grows with the product of the lengths. */
function isLike(pattern: string, text: string): boolean {
  let reached = new Set([0]);
  for (const character of pattern) {
    const next = new Set<number>();
    for (const at of reached) {
      if (character === '*') for (let to = at; to <= text.length; to += 1) next.add(to);
      else if (at < text.length && (character === '?' || text[at] === character)) next.add(at + 1);
    }
    reached = next;
  }
  return reached.has(text.length);
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
