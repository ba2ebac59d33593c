import { asText } from '../../as-text.ts';
import type { VariableSource } from '../variable-source.ts';

/** `${strToBool(${env:FLAG})}`: true and 1, false and 0. */
export const strToBool: VariableSource = {
  type: 'strToBool',
  resolve({ parameters: [input], refuse }) {
    if (input === undefined || input === null) throw refuse('Missing "strToBool" input');
    if (typeof input === 'object' && !Array.isArray(input)) throw refuse('Non-string "strToBool" input:. Received: [object Object]');
    const word = asText(input).trim().toLowerCase();
    if (word === 'true' || word === '1') return { value: true };
    if (word === 'false' || word === '0') return { value: false };
    const expected = 'Invalid "strToBool" input: Expected either "true", "false", "0", or "1". ';
    throw refuse(`${expected}Received: ${asText(input)}`, { hint: 'Give one of these four.' });
  },
};
