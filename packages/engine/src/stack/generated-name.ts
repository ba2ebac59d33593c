import { createHash } from 'node:crypto';
import type { ProviderContext } from './resource-provider.ts';

/** A name in CloudFormation's form for a resource without one; the same in every run. @param longest what the service takes */
export function generatedName({ stackName, logicalId }: ProviderContext, longest: number): string {
  const digest = createHash('sha256').update(`${stackName}/${logicalId}`).digest('hex').slice(0, 12).toUpperCase();
  return `${`${stackName}-${logicalId}`.slice(0, longest - digest.length - 1)}-${digest}`;
}
