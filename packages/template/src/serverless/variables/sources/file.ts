import { nearestHint } from '../../../nearest-name.ts';
import type { Value } from '../../../template.ts';
import type { SourceAnswer, SourceRequest, VariableSource } from '../variable-source.ts';
import { get, isContainer } from '../working-copy.ts';

/** `${file(config.yml):path.to.it}`: YAML, JSON, what a module gives, or any other file as text. */
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
    if (/\.[cm]?[jt]s$/.test(path)) return runModule(path, String(written), request);
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

/** A module: what it exports, or what its function gives. Its files are watched like any other. */
async function runModule(path: string, written: string, request: SourceRequest): Promise<SourceAnswer> {
  const { address, surroundings, refuse, text, property } = request;
  const { files, options } = surroundings;
  if (!options.runCode) {
    const cure = `Write what ${written} gives into a .yml or .json file, or into the environment, or give a fallback.`;
    return { value: undefined, cure, refusal: `\${file(${written})} is code, which is not run here to read a configuration.` };
  }
  if ((await files.text(path)) === undefined)
    return { value: undefined, cure: `There is no file "${path}": create it, or give a fallback.` };
  const answer = await options.runCode({
    file: path,
    address: address === undefined ? [] : address.split('.'),
    options: options.stage === undefined ? options.options : { ...options.options, stage: options.stage },
    variable: (it) => text(`\${${it}}`),
    property,
  });
  if ('error' in answer) {
    const hint = 'The code is your own: mend it, or write what it gives into a .yml file.';
    throw refuse(`Cannot resolve "${written}": ${answer.error}`, { hint });
  }
  files.asked.push(...answer.files.filter((it) => !files.asked.includes(it)));
  const cure = `${written} gave nothing${address === undefined ? '' : ` at "${address}"`}: export it, or give a fallback.`;
  return { value: answer.value, cure, note: `\${file(${written})} was run as code, in a process of its own.` };
}

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
