import type { VariableSource } from '../variable-source.ts';

/** `${env:NAME}`: a variable of the environment. */
export const env: VariableSource = {
  type: 'env',
  resolve({ address, surroundings, refuse }) {
    if (address === undefined) throw refuse('Missing address argument in variable "env" source');
    const cure = `Set ${address} in the environment or with --env-file, put it into .env with "useDotenv: true", or give a fallback: \${env:${address}, 'value'}.`;
    return { value: Object.hasOwn(surroundings.environment, address) ? surroundings.environment[address] : undefined, cure };
  },
};
