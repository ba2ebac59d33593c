import { type Diagnostic, placeOfMember, type Value } from '@gatewright/template';
import { runtimeFamily } from '../lambda/runtime-api/runtime-command.ts';

/**
 * Why a function cannot start on this machine. Asked of what the template writes before anything is created, and once more when the values
 * of its parameters are known.
 *
 * @param above the place of the function
 */
export function checkRuntime(
  logicalId: string,
  properties: { readonly [property: string]: Value },
  above: Diagnostic['at'],
): Diagnostic | undefined {
  const { Runtime: runtime, Handler: handler, PackageType: packageType } = properties;
  if (packageType === 'Image') return refused('PackageType', 'runs from a container image, which gatewright does not start yet');
  if (isEmpty(runtime)) return missing('Runtime');
  // What a function of CloudFormation gives is not known yet.
  if (typeof runtime !== 'string') return undefined;
  const family = runtimeFamily(runtime);
  if (family === undefined)
    return refused('Runtime', `has the runtime "${runtime}"; gatewright runs Node.js, Python and provided.* functions`);
  // What a bootstrap of the user's does with it, or without it, is its own affair.
  return isEmpty(handler) && family !== 'provided' ? missing('Handler') : undefined;

  function refused(property: string, what: string): Diagnostic {
    const at = placeOfMember(properties, property) ?? above;
    const hint = 'Run the others without it by --allow-unsupported.';
    return { code: 'UNSUPPORTED_PROPERTY', severity: 'error', unsupported: true, message: `"${logicalId}" ${what}.`, at, hint };
  }

  function missing(property: string): Diagnostic {
    const message = `"${logicalId}" has no ${property}.`;
    return { code: 'MISSING_PROPERTY', severity: 'error', message, at: above, hint: `Add ${property}.` };
  }
}

function isEmpty(value: Value | undefined): boolean {
  return value === undefined || value === null || value === '';
}
