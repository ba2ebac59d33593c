import type { Report } from '../diagnostic.ts';
import { nearestHint } from '../nearest-name.ts';
import { placeOfMember } from '../places.ts';
import type { Template } from '../template.ts';

/** @source "DeletionPolicy attribute", AWS CloudFormation template reference */
const typesWithSnapshots = [
  'AWS::DocDB::DBCluster',
  'AWS::EC2::Volume',
  'AWS::ElastiCache::CacheCluster',
  'AWS::ElastiCache::ReplicationGroup',
  'AWS::Neptune::DBCluster',
  'AWS::RDS::DBCluster',
  'AWS::RDS::DBInstance',
  'AWS::Redshift::Cluster',
];

const policies = {
  DeletionPolicy: ['Delete', 'Retain', 'RetainExceptOnCreate', 'Snapshot'],
  UpdateReplacePolicy: ['Delete', 'Retain', 'Snapshot'],
} as const;

/** What becomes of a resource that goes must be one of AWS's words, and something that its type can do. */
export function checkRetention(template: Template, report: Report): void {
  for (const [logicalId, resource] of Object.entries(template.Resources)) {
    for (const policy of ['DeletionPolicy', 'UpdateReplacePolicy'] as const) {
      const { [policy]: written } = resource;
      // A function in its place has been reported, or is one that AWS::LanguageExtensions decides.
      if (typeof written !== 'string') continue;
      const words: readonly string[] = policies[policy];
      const possible = typesWithSnapshots.includes(resource.Type) ? words : words.filter((it) => it !== 'Snapshot');
      if (possible.includes(written)) continue;
      const message = words.includes(written)
        ? `Resource type ${resource.Type} of "${logicalId}" does not support ${policy === 'DeletionPolicy' ? 'deletion' : 'update replace'} policy ${written}.`
        : `Unrecognized ${policy} ${written} for resource "${logicalId}".`;
      const hint = nearestHint(written, possible) ?? `Write ${possible.join(', ')}.`;
      report({ code: 'INVALID_VALUE', severity: 'error', message, at: placeOfMember(resource, policy), hint });
    }
  }
}
