import type { Metric } from '../metrics/metric.ts';
import { MathError } from './expression.ts';

/** What a SEARCH expression asks of a metric. @source "CloudWatch search expression syntax", Amazon CloudWatch user guide */
export type MetricTest = (metric: Metric) => boolean;

const maximumTerms = 100;

/** Reads the first argument of SEARCH: `{Namespace,Dimension} terms`. @throws MathError */
export function parseSearch(text: string): MetricTest {
  const [, schema, terms = ''] = /^\s*(?:\{([^{}]*)\})?([\s\S]*)$/.exec(text) ?? [];
  const inSchema = schema === undefined ? () => true : schemaTest(schema);
  const found = terms.match(/[\w.]+=(?:"[^"]*"|[^\s()"]+)|"[^"]*"|[()]|[^\s()"]+/g) ?? [];
  if (found.length > maximumTerms) throw new MathError('SEARCH has too many terms');
  let at = 0;
  const peek = (): string | undefined => found[at];

  function anyOf(depth: number): MetricTest {
    const tests = [allOf(depth)];
    while (peek() === 'OR') {
      at += 1;
      tests.push(allOf(depth));
    }
    return (metric) => tests.some((it) => it(metric));
  }

  function allOf(depth: number): MetricTest {
    const tests: MetricTest[] = [];
    for (let term = peek(); term !== undefined && term !== 'OR' && term !== ')'; term = peek()) {
      at += 1;
      if (term !== 'AND') tests.push(termTest(term, depth));
    }
    return (metric) => tests.every((it) => it(metric));
  }

  function termTest(term: string, depth: number): MetricTest {
    if (depth > 20) throw new MathError('SEARCH is nested too deep');
    if (term === 'NOT') {
      const next = peek();
      if (next === undefined) throw new MathError('SEARCH ends after NOT');
      at += 1;
      const negated = termTest(next, depth + 1);
      return (metric) => !negated(metric);
    }
    if (term !== '(') return matcher(term);
    const inner = anyOf(depth + 1);
    if (peek() !== ')') throw new MathError('SEARCH lacks a closing parenthesis');
    at += 1;
    return inner;
  }

  const asked = anyOf(0);
  if (at < found.length) throw new MathError(`SEARCH does not understand "${found[at]}"`);
  return (metric) => inSchema(metric) && asked(metric);
}

function schemaTest(schema: string): MetricTest {
  const [namespace = '', ...names] = (schema.match(/"[^"]*"|[^,]+/g) ?? []).map((it) => it.trim().replaceAll('"', ''));
  return (metric) =>
    metric.namespace === namespace && metric.dimensions.length === names.length && metric.dimensions.every((it) => names.includes(it.Name));
}

/** `Property=value`, exact when quoted, or a word found anywhere. */
function matcher(term: string): MetricTest {
  const [, property, given] = /^([\w.]+)=([\s\S]*)$/.exec(term) ?? [];
  const text = given ?? term;
  const exact = text.startsWith('"');
  const wanted = text.replaceAll('"', '').toLowerCase();
  const matches = (value: string): boolean => (exact ? value.toLowerCase() === wanted : value.toLowerCase().includes(wanted));
  return ({ namespace, name, dimensions }) => {
    if (property === undefined) return [namespace, name, ...dimensions.flatMap((it) => [it.Name, it.Value])].some(matches);
    if (property === 'Namespace') return matches(namespace);
    if (property === 'MetricName') return matches(name);
    return dimensions.some((it) => it.Name === property && matches(it.Value));
  };
}
