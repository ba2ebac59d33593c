import { nearestHint } from '../../../nearest-name.ts';
import { instanceId } from '../../instance-id.ts';
import { stageOf } from '../../stage.ts';
import type { VariableSource } from '../variable-source.ts';

/** `${sls:stage}` and `${sls:instanceId}`. */
export const sls: VariableSource = {
  type: 'sls',
  async resolve({ address, surroundings, property, refuse }) {
    if (address === undefined) throw refuse('Missing address argument in variable "sls" source');
    if (address === 'instanceId') return { value: instanceId };
    if (address === 'stage') return { value: await stageOf(surroundings.options, property) };
    const hint = nearestHint(address, ['instanceId', 'stage']) ?? `There are \${sls:stage} and \${sls:instanceId}.`;
    throw refuse(`Unsupported "${address}" address argument in variable "sls" source`, { hint });
  },
};
