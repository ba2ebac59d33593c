import { markMember, placeOfKey, placeOfMember } from '../places.ts';
import { isMapping } from '../source.ts';
import type { Value } from '../template.ts';
import { asText } from './as-text.ts';
import type { Mapping } from './section.ts';

/**
 * What `${sls:instanceId}` resolves to while the template is built. osls takes the time of the run, so that each run deploys
 * the API anew; here the number follows from what is deployed, so that an unchanged file changes nothing.
 */
export const instanceId = '\u{e000}instanceId\u{e001}';

/**
 * The number for a template: 13 digits, as a time in milliseconds has them until the year 2286.
 *
 * @param resources what a deployment freezes
 */
export async function instanceIdOf(resources: Mapping): Promise<string> {
  const frozen = Object.entries(resources).filter(([, it]) => isMapping(it) && asText(it.Type ?? null).startsWith('AWS::ApiGateway::'));
  const bytes = new TextEncoder().encode(JSON.stringify(frozen));
  const digest = new DataView(await crypto.subtle.digest('SHA-256', bytes));
  return String(1_000_000_000_000 + Number(digest.getBigUint64(0) % 9_000_000_000_000n));
}

/** Puts the number in place, in names too; in place, so that all places stay. */
export function putInstanceId<T extends object>(value: T, id: string): T {
  const members = value as { [member: string]: Value };
  for (const [member, held] of Object.entries(members)) {
    if (typeof held === 'string') members[member] = held.replaceAll(instanceId, id);
    else if (typeof held === 'object' && held !== null) putInstanceId(held, id);
    if (!member.includes(instanceId)) continue;
    const name = member.replaceAll(instanceId, id);
    markMember(value, name, placeOfMember(value, member), placeOfKey(value, member));
    members[name] = members[member] ?? null;
    delete members[member];
  }
  return value;
}
