import { copyPlaces } from '../../places.ts';
import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';

/** Statements of a policy as Serverless's validation leaves them: a single action is a list of one. */
export function policyStatements(written: readonly Value[]): Value[] {
  const statements = written.map((it) => {
    if (!isMapping(it)) return it;
    const listed = ['Action', 'NotAction'].flatMap((name) => (typeof it[name] === 'string' ? [[name, [it[name]]] as const] : []));
    return copyPlaces(it, { ...it, ...Object.fromEntries(listed) });
  });
  return copyPlaces(written, statements);
}
