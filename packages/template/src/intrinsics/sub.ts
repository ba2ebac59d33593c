import { isMapping } from '../source.ts';
import type { Value } from '../template.ts';
import { getAttValue } from './get-att.ts';
import type { Call, Intrinsic } from './intrinsic.ts';
import { refValue } from './ref.ts';
import { subPieces } from './sub-text.ts';

export const fnSub: Intrinsic = {
  name: 'Fn::Sub',
  evaluate(call) {
    const { argument, fail } = call;
    const [text, variables = {}] = Array.isArray(argument) ? argument : [argument];
    if (typeof text !== 'string' || !isMapping(variables) || (Array.isArray(argument) && argument.length !== 2)) {
      return fail('Fn::Sub takes a text, or a list of a text and a map of variables.');
    }
    let whole = '';
    for (const piece of subPieces(text)) {
      const value = 'text' in piece ? piece.text : variable(piece.name, variables, call);
      if (typeof value === 'object' && value !== null) {
        return fail(`In Fn::Sub, \${${'name' in piece ? piece.name : ''}} stands for a list or an object, not for text.`);
      }
      whole += value === undefined ? '' : String(value);
    }
    return whole;
  },
};

function variable(name: string, variables: { readonly [name: string]: Value }, call: Call): Value | undefined {
  if (Object.hasOwn(variables, name)) return call.resolve(variables[name] ?? null);
  if (!/^[A-Za-z0-9_.:]+$/.test(name)) {
    return call.fail(`"\${${name}}" in Fn::Sub is not a name: only letters, digits, "_", "." and ":" may stand in one.`, {
      hint: `To have it as text, write \${!${name}}.`,
    });
  }
  const dot = name.indexOf('.');
  return dot > 0 ? getAttValue(name.slice(0, dot), name.slice(dot + 1), call) : refValue(name, call);
}
