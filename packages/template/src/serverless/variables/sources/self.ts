import { nearestHint } from '../../../nearest-name.ts';
import { defaultsBeforeVersion3, isBeforeVersion3 } from '../../before-version-3.ts';
import type { VariableSource } from '../variable-source.ts';
import { type Container, get, isContainer } from '../working-copy.ts';

/** `${self:custom.table}`: another property of the same file; `${self:}` is the whole. */
export const self: VariableSource = {
  type: 'self',
  async resolve({ address, whole, property }) {
    const path = address?.split('.') ?? [];
    const value = await property(path);
    if (value !== undefined) return { value };
    const name = path.join('.');
    if (!Object.hasOwn(defaultsBeforeVersion3, name)) return { value, cure: cureFor(path, whole) };
    const older = isBeforeVersion3(get(whole, 'frameworkVersion'));
    const variable = name === 'provider.stage' ? 'sls:stage' : 'aws:region';
    return older ? { value: defaultsBeforeVersion3[name] } : { value, cure: `Write \${${variable}}, which also knows the default.` };
  },
};

function cureFor(path: readonly string[], whole: Container): string {
  let here = whole;
  for (const [index, member] of path.entries()) {
    const found = get(here, member);
    if (isContainer(found)) {
      here = found;
      continue;
    }
    const misspelt = nearestHint(member, Object.keys(here));
    if (misspelt) return misspelt;
    return `Add it${index === 0 ? ' at the top level' : ` under "${path.slice(0, index).join('.')}"`}, as "${asYaml(path.slice(index))}", or give a fallback: \${self:${path.join('.')}, 'value'}.`;
  }
  return `Give "${path.join('.')}" a value.`;
}

/** `custom: { table: value }` */
function asYaml([member = '', ...rest]: readonly string[]): string {
  return rest.length === 0 ? `${member}: value` : `${member}: { ${asYaml(rest)} }`;
}
