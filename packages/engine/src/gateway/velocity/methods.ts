import { boundedRegExp, maximumTextLength } from './bounded-reg-exp.ts';
import { looselyEqual } from './operators.ts';
import { VelocityError } from './syntax.ts';
import { render, type VelocityValue } from './values.ts';

/** Calls a method that the Java class of a value has. Undefined when it has none of that name. */
export function callMethod(on: VelocityValue, name: string, parameters: readonly VelocityValue[]): VelocityValue | undefined {
  if (name === 'toString') return render(on);
  if (name === 'equals') return looselyEqual(on, parameters[0] ?? null);
  if (typeof on === 'string') return methodOfText(on, name, parameters);
  if (on instanceof Map) return methodOfMap(on, name, parameters);
  if (Array.isArray(on)) return methodOfList(on, name, parameters);
  if (typeof on === 'number') return methodOfNumber(on, name);
  return undefined;
}

function methodOfText(text: string, name: string, parameters: readonly VelocityValue[]): VelocityValue | undefined {
  const first = render(parameters[0]);
  const second = render(parameters[1]);
  const [a, b] = parameters;
  switch (name) {
    case 'length':
      return text.length;
    case 'isEmpty':
      return text === '';
    case 'trim':
    case 'strip':
      return text.trim();
    case 'toLowerCase':
      return text.toLowerCase();
    case 'toUpperCase':
      return text.toUpperCase();
    case 'concat':
      return text + first;
    case 'contains':
      return text.includes(first);
    case 'startsWith':
      return text.startsWith(first);
    case 'endsWith':
      return text.endsWith(first);
    case 'indexOf':
      return text.indexOf(first, typeof b === 'number' ? b : 0);
    case 'lastIndexOf':
      return text.lastIndexOf(first);
    case 'charAt':
      return typeof a === 'number' ? (text[a] ?? null) : null;
    case 'substring':
      return typeof a === 'number' ? text.substring(a, typeof b === 'number' ? b : text.length) : null;
    case 'replace':
      return boundedReplace(text, first, second);
    case 'replaceAll':
      return boundedRegExp(first).replace(text, javaReplacement(second), true);
    case 'replaceFirst':
      return boundedRegExp(first).replace(text, javaReplacement(second), false);
    case 'matches':
      return boundedRegExp(first).matchesWhole(text);
    case 'split':
      return boundedRegExp(first).split(text);
    case 'equalsIgnoreCase':
      return text.toLowerCase() === first.toLowerCase();
    case 'compareTo':
      return text < first ? -1 : text > first ? 1 : 0;
    default:
      return undefined;
  }
}

/** @throws VelocityError before a text gets longer than memory is for */
function boundedReplace(text: string, what: string, replacement: string): string {
  const count = replacement.length * (text.length + 1) < maximumTextLength ? 0 : text.split(what).length;
  if (count * replacement.length > maximumTextLength)
    throw new VelocityError(`A text with its replacements has more than ${maximumTextLength} characters`);
  return text.replaceAll(what, () => replacement);
}

/** Java writes `\$` for a dollar where JavaScript writes `$$`. */
function javaReplacement(text: string): string {
  return text.replace(/\\(.)|\$(?!\d)/g, (all, escaped: string | undefined) =>
    escaped === undefined ? '$$' : escaped === '$' ? '$$' : (escaped ?? all),
  );
}

function methodOfList(list: VelocityValue[], name: string, parameters: readonly VelocityValue[]): VelocityValue | undefined {
  const [first = null, second = null] = parameters;
  const found = (): number => list.findIndex((it) => looselyEqual(it, first));
  switch (name) {
    case 'size':
    case 'length':
      return list.length;
    case 'isEmpty':
      return list.length === 0;
    case 'get':
      return typeof first === 'number' ? (list[first] ?? null) : null;
    case 'contains':
      return found() >= 0;
    case 'indexOf':
      return found();
    case 'add':
      if (parameters.length > 1 && typeof first === 'number') {
        list.splice(first, 0, second);
        return null;
      }
      list.push(first);
      return true;
    case 'addAll':
      if (Array.isArray(first)) for (const item of first) list.push(item);
      return Array.isArray(first);
    case 'set': {
      if (typeof first !== 'number' || first < 0 || first >= list.length) return null;
      const former = list[first] ?? null;
      list[first] = second;
      return former;
    }
    case 'remove': {
      const index = typeof first === 'number' ? first : found();
      const removed = index >= 0 && index < list.length ? list.splice(index, 1)[0] : undefined;
      return typeof first === 'number' ? (removed ?? null) : removed !== undefined;
    }
    case 'clear':
      list.length = 0;
      return null;
    default:
      return undefined;
  }
}

function methodOfMap(map: Map<string, VelocityValue>, name: string, parameters: readonly VelocityValue[]): VelocityValue | undefined {
  const key = render(parameters[0]);
  const [first = null, second = null] = parameters;
  switch (name) {
    case 'size':
      return map.size;
    case 'isEmpty':
      return map.size === 0;
    case 'get':
      return map.get(key) ?? null;
    case 'getOrDefault':
      return map.get(key) ?? second;
    case 'containsKey':
      return map.has(key);
    case 'containsValue':
      return [...map.values()].some((it) => looselyEqual(it, first));
    case 'put': {
      const former = map.get(key) ?? null;
      map.set(key, second);
      return former;
    }
    case 'putAll':
      if (first instanceof Map) for (const [name_, value] of first) map.set(name_, value);
      return null;
    case 'remove': {
      const former = map.get(key) ?? null;
      map.delete(key);
      return former;
    }
    case 'keySet':
      return [...map.keys()];
    case 'values':
      return [...map.values()];
    case 'entrySet':
      return [...map].map(([name_, value]) => ({
        property: (property) => (property === 'key' ? name_ : property === 'value' ? value : undefined),
        call: (method) => (method === 'getKey' ? name_ : method === 'getValue' ? value : undefined),
      }));
    default:
      return undefined;
  }
}

function methodOfNumber(number: number, name: string): VelocityValue | undefined {
  if (name === 'intValue' || name === 'longValue') return Math.trunc(number);
  return name === 'doubleValue' || name === 'floatValue' ? number : undefined;
}
