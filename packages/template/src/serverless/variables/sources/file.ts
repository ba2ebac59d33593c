import { nearestHint } from '../../../nearest-name.ts';
import type { Value } from '../../../template.ts';
import type { SourceRequest, VariableSource } from '../variable-source.ts';
import { get, isContainer } from '../working-copy.ts';

/** `${file(config.yml):path.to.it}`: YAML, JSON, or any other file as text; code is never run. */
export const file: VariableSource = {
  type: 'file',
  async resolve(request) {
    const { parameters, address, refuse, surroundings } = request;
    const [written] = parameters;
    if (written === undefined || written === null) throw refuse('Missing path argument in variable "file" source');
    if (isContainer(written)) throw refuse(`Non-string path argument in variable "file" source: ${JSON.stringify(written)}`);
    const path = surroundings.files.within(String(written));
    if (path === undefined) {
      const hint = 'Move the file into the project: only files inside of it are read.';
      throw refuse(`"${written}" is outside of the project`, { code: 'FILE_OUTSIDE_PROJECT', hint });
    }
    if (/\.[cm]?[jt]s$/.test(path)) {
      const cure = `Write what ${written} gives into a .yml or .json file, or into the environment, or give a fallback.`;
      return { value: undefined, cure, refusal: `\${file(${written})} is code, which gatewright does not run to read a configuration.` };
    }
    const found = await surroundings.files.data(path);
    if (!found) return { value: undefined, cure: `There is no file "${path}": create it, or give a fallback.` };
    if ('diagnostics' in found) {
      const [first] = found.diagnostics;
      const details = first ? { code: first.code, at: first.at, hint: first.hint } : {};
      throw refuse(`Cannot parse "${written}": ${first?.message ?? 'it is empty'}`, details);
    }
    return address === undefined ? { value: found.value } : follow(found.value, address.split('.'), String(written), request);
  },
};

async function follow(
  from: Value,
  path: readonly string[],
  written: string,
  { text }: SourceRequest,
): Promise<{ value: Value | undefined; cure?: string }> {
  let here = from;
  for (const member of path) {
    // What a file holds may be a variable itself.
    if (typeof here === 'string') here = await text(here);
    const found = get(here, member);
    if (found === undefined || found === null) {
      const misspelt = isContainer(here) ? nearestHint(member, Object.keys(here)) : undefined;
      return { value: undefined, cure: misspelt ?? `Define "${path.join('.')}" in ${written}, or give a fallback.` };
    }
    here = found;
  }
  return { value: here };
}
