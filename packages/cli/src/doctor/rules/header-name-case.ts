import type { Observation } from '../finding.ts';
import { eventReads } from '../lambda/events.ts';
import type { Rule } from '../rule.ts';

/** Headers whose spelling a REST API fixes, whatever the client sent. */
const fixed = ['Authorization', 'Host', 'User-Agent', 'X-Amzn-Trace-Id', 'X-Forwarded-For', 'X-Forwarded-Port', 'X-Forwarded-Proto'];

/** A REST API keeps the client's spelling of header names; an HTTP API writes all of them in lower case. */
export const headerNameCase: Rule = {
  name: 'HEADER_NAME_CASE',
  *check({ modules, apisOf, entries }) {
    for (const module of modules) {
      // A wrapper may have written all names in lower case already, as middy's header normalizer does.
      if (entries.some((it) => it.module === module && it.wrapped)) continue;
      const kinds = new Set(apisOf(module).map((it) => it.kind));
      const reads = [...eventReads(module)].flatMap(({ node, path }) => {
        const name = path[1];
        const called =
          module.parentOf(node)?.type === 'CallExpression' && path.length === 2 && /^(get|has|hasOwnProperty)$/.test(name ?? '');
        return /^(headers|multiValueHeaders)$/.test(path[0] ?? '') && name && name !== '?' && name !== '...' && !called
          ? [{ node, name }]
          : [];
      });
      const seen = new Set<string>();
      for (const { node, name } of reads) {
        const spellings = new Set(reads.map((it) => it.name).filter((it) => it.toLowerCase() === name.toLowerCase()));
        if (seen.has(name) || spellings.size > 1) continue;
        seen.add(name);
        const verdict = judge(name, kinds);
        if (verdict)
          yield {
            ...verdict,
            at: module.place(node),
            hint: 'Look the header up without regard to case: Object.entries(event.headers ?? {}).find(([name]) => name.toLowerCase() === ...).',
          };
      }
    }
  },
};

function judge(name: string, kinds: ReadonlySet<'rest' | 'http'>): Pick<Observation, 'severity' | 'message'> | undefined {
  const lower = name.toLowerCase();
  const written = fixed.find((it) => it.toLowerCase() === lower);
  if (kinds.has('http') && name !== lower) {
    return { severity: 'error', message: `"${name}" is never there: an HTTP API writes header names in lower case, "${lower}".` };
  }
  if (kinds.size === 1 && kinds.has('http')) return undefined;
  if (written === name) {
    if (name !== 'Authorization') return undefined;
    const message =
      'headers.Authorization is right for a REST API only: an HTTP API and a function URL write "authorization". headers itself is null in a test of the console.';
    return { severity: 'note', message };
  }
  if (written) return { severity: 'error', message: `"${name}" is never there: a REST API always writes "${written}".` };
  return {
    severity: 'warning',
    message: `headers["${name}"] is there only when the client spells it so: a REST API keeps the sender's case, and many clients write "${otherSpelling(name)}".`,
  };
}

function otherSpelling(name: string): string {
  const capitalised = name.toLowerCase().replace(/(^|-)[a-z]/g, (it) => it.toUpperCase());
  return capitalised === name ? name.toLowerCase() : capitalised;
}
