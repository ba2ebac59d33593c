import { type Diagnostic, nearestName, placeOfReference, referencesOf, type Template } from '@gatewright/template';
import { resourceAttributes } from './resource-attributes.generated.ts';

/**
 * Attributes that a resource's type does not have: CloudFormation fails the stack for them, in resources and in outputs.
 *
 * @source localstack's recorded answers, test_attributes.snapshot.json, 2023-08-01
 */
export function checkAttributes(template: Template, isActive: (condition: string) => boolean): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const written = [...Object.values(template.Resources).map((it) => [it.Condition, it.Properties ?? {}] as const)];
  for (const output of Object.values(template.Outputs ?? {})) {
    written.push([typeof output.Condition === 'string' ? output.Condition : undefined, output]);
  }
  for (const [condition, value] of written) {
    if (condition !== undefined && !isActive(condition)) continue;
    for (const reference of referencesOf(value, isActive)) {
      const { logicalId, attribute } = reference;
      const type = Object.hasOwn(template.Resources, logicalId) ? template.Resources[logicalId]?.Type : undefined;
      const attributes = type !== undefined && Object.hasOwn(resourceAttributes, type) ? resourceAttributes[type] : undefined;
      // A name that a function gives is read when the stack is made.
      if (attribute === undefined || attribute === '' || !attributes || attributes.includes(attribute)) continue;
      const nearest = nearestName(attribute, attributes);
      diagnostics.push({
        code: 'UNRESOLVED_REF',
        severity: 'error',
        message: `"${logicalId}": Resource type ${type} does not support attribute {${attribute}}.`,
        at: placeOfReference(reference),
        hint: nearest
          ? `Did you mean "${nearest}"?`
          : attributes.length > 0
            ? `It has ${attributes.slice(0, 8).join(', ')}${attributes.length > 8 ? ' and more' : ''}.`
            : 'It has none; Ref gives its name.',
      });
    }
  }
  return diagnostics;
}
