import type { Report } from '../diagnostic.ts';
import { placeOfReference, type Reference, referencesOf } from '../intrinsics/references.ts';
import { nearestHint } from '../nearest-name.ts';
import { placeOf, placeOfMember } from '../places.ts';
import type { Template, Value } from '../template.ts';

const pseudoParameters = ['AccountId', 'NoValue', 'NotificationARNs', 'Partition', 'Region', 'StackId', 'StackName', 'URLSuffix'].map(
  (it) => `AWS::${it}`,
);

/** Every Ref, Fn::GetAtt, Fn::Sub and DependsOn must name something of the template. */
export function checkReferences(template: Template, report: Report): void {
  const parameters = Object.keys(template.Parameters ?? {});
  const logicalIds = Object.keys(template.Resources);
  const known = new Set([...parameters, ...logicalIds, ...pseudoParameters]);
  const resources = new Set(logicalIds);
  const leftOut = logicalIds.filter((it) => template.Resources[it]?.Type.startsWith('AWS::Serverless::'));

  const check = (from: string, value: Value, mayName: (it: Reference) => boolean, names: readonly string[]): void => {
    for (const reference of referencesOf(value)) {
      if (mayName(reference)) continue;
      const { logicalId, attribute } = reference;
      // SAM names what it makes of a resource after that resource; the cause has been reported.
      const maker = leftOut.find((it) => logicalId.startsWith(it));
      if (maker !== undefined) {
        const message = `${from} refers to "${logicalId}", which SAM may make of "${maker}": gatewright does not compile that.`;
        const hint = 'Take it out, or run without it by --allow-unsupported.';
        report({ code: 'UNRESOLVED_REF', severity: 'error', message, at: placeOfReference(reference), hint, unsupported: true });
        continue;
      }
      const message =
        attribute !== undefined && parameters.includes(logicalId)
          ? `${from} reads the attribute "${attribute}" of "${logicalId}", which is a parameter, not a resource.`
          : `${from} refers to "${logicalId}", which is not in this template.`;
      const hint = nearestHint(logicalId, names) ?? `Declare "${logicalId}" under Resources or Parameters, or refer to what is there.`;
      report({ code: 'UNRESOLVED_REF', severity: 'error', message, at: placeOfReference(reference), hint });
    }
  };

  const named = (it: Reference): boolean => (it.attribute === undefined ? known : resources).has(it.logicalId);
  for (const [logicalId, resource] of Object.entries(template.Resources)) {
    if (resource.Properties) check(`"${logicalId}"`, resource.Properties, named, [...known]);
    checkDependsOn(logicalId, resource, resources, report);
  }
  for (const [name, output] of Object.entries(template.Outputs ?? {})) check(`The output "${name}"`, output, named, [...known]);
  // Conditions are decided before any resource exists.
  const early = new Set([...parameters, ...pseudoParameters]);
  for (const [name, condition] of Object.entries(template.Conditions ?? {})) {
    check(`The condition "${name}"`, condition, (it) => it.attribute === undefined && early.has(it.logicalId), [...early]);
  }
}

function checkDependsOn(logicalId: string, resource: Template['Resources'][string], resources: ReadonlySet<string>, report: Report): void {
  const { DependsOn: dependsOn } = resource;
  const names: readonly unknown[] = Array.isArray(dependsOn) ? dependsOn : dependsOn === undefined ? [] : [dependsOn];
  for (const [index, name] of names.entries()) {
    if (typeof name === 'string' && resources.has(name)) continue;
    const message = `"${logicalId}" depends on ${JSON.stringify(name)}, which is not a resource of this template.`;
    const at = Array.isArray(dependsOn) ? placeOfMember(dependsOn, index) : (placeOfMember(resource, 'DependsOn') ?? placeOf(resource));
    report({
      code: 'UNRESOLVED_REF',
      severity: 'error',
      message,
      at,
      hint: nearestHint(String(name), [...resources]) ?? 'Name a resource of this template, or take DependsOn out.',
    });
  }
}
