import { PatternError } from './pattern-error.ts';

/** A pattern may have this many. @source "Using regular expressions", filter pattern syntax, Amazon CloudWatch Logs user guide */
export const maximumRegexes = 2;

/** AWS's own subset: no groups, so nothing repeats what repeats. */
const permitted = /^(?:[A-Za-z0-9:_#=@/;,\- ^$?[\]{}|*+.!<>&'"~`]|\\[^\p{L}\p{N}]|\\[dDsSwWbBntr]|\\x[0-9A-Fa-f]{2})*$/u;

/** What stands between two `%`. @throws PatternError */
export function compileRegex(source: string): RegExp {
  if (source === '' || !permitted.test(source)) throw new PatternError(`%${source}% is not a regular expression that filter patterns take`);
  try {
    return new RegExp(source);
  } catch (error) {
    throw new PatternError(`%${source}% is no regular expression`, { cause: error });
  }
}
