import { stageOf } from '../../stage.ts';
import type { VariableSource } from '../variable-source.ts';

/** `${param:name}`: from the command line, the stage's params, the default params, in this order. */
export const param: VariableSource = {
  type: 'param',
  async resolve({ address, surroundings, property, refuse }) {
    if (address === undefined) throw refuse('Missing address argument in variable "param" source');
    const { parameters } = surroundings.options;
    if (Object.hasOwn(parameters, address)) return { value: parameters[address] };
    const stage = await stageOf(surroundings.options, property);
    const value = (await property(['params', stage, address])) ?? (await property(['params', 'default', address]));
    const cure = `Define ${address} under "params.${stage}" or "params.default", or give a fallback: \${param:${address}, 'value'}.`;
    return { value, cure };
  },
};
