import { WatchdogError, watched } from '../../world/watchdog.ts';
import { VelocityError } from './syntax.ts';

/** A regular expression of the user's, run on text of a client's: no longer than `timeoutMs`. */
export interface BoundedRegExp {
  matchesWhole(text: string): boolean;
  /** `replacement` is JavaScript's: `$1` a group, `$$` a dollar. */
  replace(text: string, replacement: string, all: boolean): string;
  /** As Java splits: empty texts at the end are left out. */
  split(text: string): string[];
}

const timeoutMs = 200;
const maximumPatternLength = 10_000;
/** Of a text with its replacements. */
export const maximumTextLength: number = 10 * 1024 * 1024;

/** Short texts, and expressions that repeat nothing, cannot backtrack for long: they are spared the watchdog. */
const harmlessLength = 12;
const repeats = /[*+{]/;

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
    text.length <= harmlessLength || !repeats.test(pattern) ? work() : guarded(work, pattern);
  return {
    matchesWhole: (text) => bounded(text, () => compile(`^(?:${pattern})$`, '').test(text)),
    replace: (text, replacement, all) =>
      bounded(text, () => {
        const expression = compile(pattern, all ? 'g' : '');
        refuseLength(text, expression, replacement);
        return text.replace(expression, replacement);
      }),
    split(text) {
      const parts = bounded(text, () => text.split(compile(pattern, '')));
      while (parts.length > 1 && parts.at(-1) === '') parts.pop();
      return parts;
    },
  };
}

/** @throws VelocityError before a text gets longer than memory is for: every match may bring a long replacement */
function refuseLength(text: string, expression: RegExp, replacement: string): void {
  const groups = replacement.split('$').length - 1;
  if (replacement.length * (text.length + 1) + groups * text.length < maximumTextLength) return;
  let length = text.length;
  text.replace(expression, (match) => {
    length += replacement.length + groups * match.length;
    if (length > maximumTextLength) throw new VelocityError(`A text with its replacements has more than ${maximumTextLength} characters`);
    return '';
  });
}

function guarded<Result>(work: () => Result, pattern: string): Result {
  try {
    return watched(timeoutMs, work);
  } catch (error) {
    if (!(error instanceof WatchdogError)) throw error;
    throw new VelocityError(`The regular expression "${pattern}" took longer than ${timeoutMs} ms`);
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
