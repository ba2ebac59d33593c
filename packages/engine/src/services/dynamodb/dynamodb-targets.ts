import type { TargetProfile } from './target-profile.ts';
import { targetProfiles } from './target-profiles.ts';

/** The DynamoDB-compatible services that can be named as what a project is to run on. */
export const dynamoDbTargets: readonly string[] = targetProfiles.map(({ name }) => name);

/** @throws TypeError when there is no such target */
export function targetOf(name: string | undefined): TargetProfile | undefined {
  const target = targetProfiles.find((it) => it.name === name);
  if (name !== undefined && !target) throw new TypeError(`DynamoDB has the targets ${dynamoDbTargets.join(', ')}, not ${name}.`);
  return target;
}
