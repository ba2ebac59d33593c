/** `*` stands for any text, `?` for one character. Runs in time proportional to both lengths, whatever the pattern. */
export function matchesWildcards(pattern: string, text: string, ignoreCase = false): boolean {
  if (pattern === '*') return true;
  const wanted = ignoreCase ? pattern.toLowerCase() : pattern;
  const given = ignoreCase ? text.toLowerCase() : text;
  let at = 0;
  let patternAt = 0;
  let starAt = -1;
  let resumeAt = 0;
  while (at < given.length) {
    const character = wanted[patternAt];
    if (character === '*') {
      starAt = patternAt;
      resumeAt = at;
      patternAt += 1;
    } else if (character === '?' || character === given[at]) {
      patternAt += 1;
      at += 1;
    } else if (starAt >= 0) {
      resumeAt += 1;
      at = resumeAt;
      patternAt = starAt + 1;
    } else return false;
  }
  while (wanted[patternAt] === '*') patternAt += 1;
  return patternAt === wanted.length;
}
