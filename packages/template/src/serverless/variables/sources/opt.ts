import type { Value } from '../../../template.ts';
import type { SourceRequest, VariableSource } from '../variable-source.ts';

/** `${opt:stage}`: an option of the command line; `${opt:}` is all of them. */
export const opt: VariableSource = {
  type: 'opt',
  resolve({ address, surroundings }) {
    const options = commandLine(surroundings);
    if (address === undefined) return { value: options };
    const value = Object.hasOwn(options, address) ? options[address] : undefined;
    return { value, cure: `Pass --${address} VALUE, or give a fallback: \${opt:${address}, 'value'}.` };
  },
};

function commandLine({ options: { options, stage } }: SourceRequest['surroundings']): { readonly [name: string]: Value } {
  return stage === undefined ? options : { ...options, stage };
}
