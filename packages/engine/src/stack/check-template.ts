import { type Diagnostic, nearestName, placeOfKey, placeOfMember, type Template } from '@gatewright/template';
import { checkAttributes } from './check-attributes.ts';
import { checkDynamicReferences } from './check-dynamic-references.ts';
import { checkRuntime } from './check-runtime.ts';
import { checkProperties } from './property-table.ts';
import { checkRequired } from './required-properties.ts';
import { resourceProviders } from './resources.ts';

/**
 * What this engine does not provision, before anything is provisioned: every resource type without a provider, every
 * property that its provider does not honour.
 *
 * @param isActive whether a condition holds: a resource whose condition does not is not provisioned, so not judged
 * @param givenVariables names of the environment variables that `--env-file` gives every function
 */
export function checkTemplate(
  template: Template,
  deploymentOnly: readonly string[],
  isActive: (condition: string) => boolean = () => true,
  givenVariables: readonly string[] = [],
): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const [logicalId, resource] of Object.entries(template.Resources)) {
    // What of SAM is left in a template has been reported by the compiler.
    if (resource.Type.startsWith('AWS::Serverless::')) continue;
    if (deploymentOnly.includes(logicalId) || (resource.Condition !== undefined && !isActive(resource.Condition))) continue;
    const provider = resourceProviders.find((it) => it.type === resource.Type);
    if (provider) {
      const { Type: type, Properties: properties } = resource;
      diagnostics.push(...checkProperties(type, logicalId, properties, provider.properties));
      const at = placeOfKey(template.Resources, logicalId);
      diagnostics.push(...checkRequired({ type, logicalId, properties: properties ?? {}, at }, provider.properties));
      const unstartable = type === 'AWS::Lambda::Function' ? checkRuntime(logicalId, properties ?? {}, at) : undefined;
      if (unstartable) diagnostics.push(unstartable);
      diagnostics.push(...checkDynamicReferences({ logicalId, type, properties, table: provider.properties, givenVariables }));
      continue;
    }
    const nearest = nearestType(resource.Type);
    diagnostics.push({
      code: 'UNSUPPORTED_RESOURCE_TYPE',
      severity: 'error',
      unsupported: true,
      message: `"${logicalId}" is of the type ${resource.Type}, which gatewright does not run.`,
      at: placeOfMember(resource, 'Type') ?? placeOfKey(template.Resources, logicalId),
      hint: nearest ? `Did you mean "${nearest}"?` : 'Run without it by --allow-unsupported; what refers to it then gets its name only.',
    });
  }
  diagnostics.push(...checkAttributes(template, isActive));
  return diagnostics;
}

/** The type that was misspelt. Its parts are compared apart: AWS::Lambda::Url is no slip of AWS::Lambda::Alias. */
function nearestType(type: string): string | undefined {
  const types = resourceProviders.map((it) => it.type);
  const nearest = nearestName(type, types);
  const [written, meant] = [type.split('::'), nearest?.split('::') ?? []];
  const near =
    written.length === meant.length && written.every((it, index) => nearestName(it, meant.slice(index, index + 1)) !== undefined);
  return near ? nearest : undefined;
}
