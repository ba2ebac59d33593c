import { nearestHint } from '../../../nearest-name.ts';
import { regionOf } from '../../stage.ts';
import type { VariableSource } from '../variable-source.ts';

/** `${aws:accountId}` and `${aws:region}`. */
export const aws: VariableSource = {
  type: 'aws',
  async resolve({ address, surroundings, property, refuse }) {
    if (address === undefined) throw refuse('Missing address argument in variable "aws" source');
    if (address === 'accountId') return { value: surroundings.options.accountId };
    if (address === 'region') return { value: await regionOf(surroundings.options, property) };
    const hint = nearestHint(address, ['accountId', 'region']) ?? `There are \${aws:accountId} and \${aws:region}.`;
    throw refuse(`Unsupported "${address}" address argument in variable "aws" source`, { hint });
  },
};
