import { referencesOf } from '../intrinsics/references.ts';
import { isMapping } from '../source.ts';
import type { Template } from '../template.ts';

/**
 * What the CDK adds for the sake of a deployment, and what cannot be seen from this machine: usage statistics, the retention of logs,
 * the emptying of a bucket before it is deleted. Its other custom resources change what an API sees, and are refused by name.
 */
const types = ['AWS::CDK::Metadata', 'Custom::LogRetention', 'Custom::S3AutoDeleteObjects'];

/** Logical ids of what only a deployment needs: those resources, and the functions that nothing but them calls. */
export function deploymentOnlyOf(template: Template): readonly string[] {
  const resources = Object.entries(template.Resources);
  const found = new Set(resources.filter(([, it]) => types.includes(it.Type)).map(([logicalId]) => logicalId));
  const called = new Set(
    resources
      .flatMap(([logicalId, it]) => (found.has(logicalId) ? referencesOf(it.Properties?.ServiceToken ?? null) : []))
      .map((it) => it.logicalId),
  );
  for (const [logicalId, { Properties: properties = {} }] of resources) {
    if (found.has(logicalId)) continue;
    for (const { logicalId: named } of referencesOf(properties)) called.delete(named);
  }
  for (const logicalId of called) {
    if (isMapping(template.Resources[logicalId]) && template.Resources[logicalId].Type === 'AWS::Lambda::Function') found.add(logicalId);
  }
  return [...found];
}
