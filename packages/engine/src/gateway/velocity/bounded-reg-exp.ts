import { createContext, Script } from 'node:vm';
import { VelocityError } from './syntax.ts';

/** A regular expression of the user's, run on text of a client's: no longer than `timeoutMs`. */
export interface BoundedRegExp {
  test(text: string): boolean;
  matchesWhole(text: string): boolean;
  /** `replacement` is JavaScript's: `$1` a group, `$$` a dollar. */
  replace(text: string, replacement: string, all: boolean): string;
  /** As Java splits: empty texts at the end are left out. */
  split(text: string): string[];
}

const timeoutMs = 200;
const maximumPatternLength = 10_000;

/** Short texts, and expressions that repeat nothing, cannot backtrack for long: they are spared the watchdog, which costs a millisecond. */
const harmlessLength = 12;
const repeats = /[*+{]/;

// The code is constant: the pattern and the text are data to it. Only this API interrupts an expression that backtracks for ever.
const script = new Script('run()');

/** @throws VelocityError when the pattern is no regular expression, or when it takes too long */
export function boundedRegExp(pattern: string): BoundedRegExp {
  if (pattern.length > maximumPatternLength) throw new VelocityError(`A regular expression may have ${maximumPatternLength} characters`);
  const compile = (source: string, flags: string): RegExp => {
    try {
      return new RegExp(javaPattern(source), flags);
    } catch (error) {
      throw new VelocityError(`"${pattern}" is not a regular expression: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const bounded = <Result>(text: string, work: () => Result): Result =>
    text.length <= harmlessLength || !repeats.test(pattern) ? work() : watched(work, pattern);
  return {
    test: (text) => bounded(text, () => compile(pattern, 's').test(text)),
    matchesWhole: (text) => bounded(text, () => compile(`^(?:${pattern})$`, '').test(text)),
    replace: (text, replacement, all) => bounded(text, () => text.replace(compile(pattern, all ? 'g' : ''), replacement)),
    split(text) {
      const parts = bounded(text, () => text.split(compile(pattern, '')));
      while (parts.length > 1 && parts.at(-1) === '') parts.pop();
      return parts;
    },
  };
}

function watched<Result>(work: () => Result, pattern: string): Result {
  try {
    return script.runInContext(createContext({ run: work }), { timeout: timeoutMs });
  } catch (error) {
    const timedOut = error instanceof Error && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
    if (timedOut) throw new VelocityError(`The regular expression "${pattern}" took longer than ${timeoutMs} ms`);
    throw error;
  }
}

/** Java's possessive quantifiers and embedded flags that JavaScript has no word for. */
function javaPattern(pattern: string): string {
  return pattern
    .replace(/^\(\?[a-z]+\)/, '')
    .replace(/([*+?}])\+/g, '$1')
    .replaceAll('\\Q', '')
    .replaceAll('\\E', '');
}
