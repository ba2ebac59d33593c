import type { Report } from '../diagnostic.ts';
import { conditionReferencesOf } from '../intrinsics/references.ts';
import { nearestHint } from '../nearest-name.ts';
import { placeOf, placeOfMember } from '../places.ts';
import { isMapping } from '../source.ts';
import type { Template, Value } from '../template.ts';

/** Every condition that is named must be declared in Conditions. */
export function checkConditions(template: Template, report: Report): void {
  const declared = Object.keys(template.Conditions ?? {});
  const check = (from: string, name: string, container: object, member: string | number): void => {
    if (declared.includes(name)) return;
    const message = `${from} names the condition "${name}", which is not in Conditions.`;
    const at = placeOfMember(container, member) ?? placeOf(container);
    report({
      code: 'UNRESOLVED_REF',
      severity: 'error',
      message,
      at,
      hint: nearestHint(name, declared) ?? `Declare "${name}" under Conditions.`,
    });
  };
  const checkValue = (from: string, value: Value): void => {
    for (const { condition, container, member } of conditionReferencesOf(value)) check(from, condition, container, member);
  };
  for (const [logicalId, resource] of Object.entries(template.Resources)) {
    if (typeof resource.Condition === 'string') check(`"${logicalId}"`, resource.Condition, resource, 'Condition');
    if (resource.Properties) checkValue(`"${logicalId}"`, resource.Properties);
  }
  for (const [name, output] of Object.entries(template.Outputs ?? {})) {
    if (typeof output.Condition === 'string') check(`The output "${name}"`, output.Condition, output, 'Condition');
    checkValue(`The output "${name}"`, output);
  }
  for (const [name, condition] of Object.entries(template.Conditions ?? {})) {
    for (const { named, container } of conditionsIn(condition)) check(`The condition "${name}"`, named, container, 'Condition');
  }
}

/** The `Condition: NAME` in a condition, at any depth. */
function conditionsIn(value: Value): readonly { readonly named: string; readonly container: object }[] {
  if (Array.isArray(value)) return value.flatMap(conditionsIn);
  if (!isMapping(value)) return [];
  if (typeof value.Condition === 'string') return [{ named: value.Condition, container: value }];
  return Object.values(value).flatMap(conditionsIn);
}
