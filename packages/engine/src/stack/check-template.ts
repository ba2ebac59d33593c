import { type Diagnostic, nearestName, placeOfKey, placeOfMember, type Template } from '@gatewright/template';
import { checkProperties } from './property-table.ts';
import { resourceProviders } from './resources.ts';

/**
 * What this engine does not provision, before anything is provisioned: every resource type without a provider, every
 * property that its provider does not honour.
 *
 * @param isActive whether a condition holds: a resource whose condition does not is not provisioned, so not judged
 */
export function checkTemplate(
  template: Template,
  deploymentOnly: readonly string[],
  isActive: (condition: string) => boolean = () => true,
): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const [logicalId, resource] of Object.entries(template.Resources)) {
    if (deploymentOnly.includes(logicalId) || (resource.Condition !== undefined && !isActive(resource.Condition))) continue;
    const provider = resourceProviders.find((it) => it.type === resource.Type);
    if (provider) {
      diagnostics.push(...checkProperties(resource.Type, logicalId, resource.Properties, provider.properties));
      continue;
    }
    const nearest = nearestName(
      resource.Type,
      resourceProviders.map((it) => it.type),
    );
    diagnostics.push({
      code: 'UNSUPPORTED_RESOURCE_TYPE',
      severity: 'error',
      unsupported: true,
      message: `"${logicalId}" is of the type ${resource.Type}, which gatewright does not run.`,
      at: placeOfMember(resource, 'Type') ?? placeOfKey(template.Resources, logicalId),
      hint: nearest ? `Did you mean "${nearest}"?` : 'Run without it by --allow-unsupported; what refers to it then gets its name only.',
    });
  }
  return diagnostics;
}
