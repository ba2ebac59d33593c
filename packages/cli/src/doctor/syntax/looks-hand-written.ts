/** A hand-written file is far below each of these; what is above was generated, and has nothing in it to be told of. */
const maximumSizeBytes = 1024 * 1024;
const maximumBracketDepth = 200;
const maximumRunLength = 20_000;
const maximumElseCount = 1000;
const maximumQuestionMarkCount = 4000;
/** Beyond this many characters a line, on average, a file of some size is minified. */
const maximumMeanLineLength = 400;
const minifiedFromSizeBytes = 20_000;

/**
 * False for a file that the parser is not given. It is native code and goes down one step of the stack for each level of
 * nesting: some thousands end the process, and nothing in JavaScript could catch that. Brackets inside strings count, too.
 */
export function looksHandWritten(text: string): boolean {
  if (text.length > maximumSizeBytes) return false;
  let depth = 0;
  let runStart = 0;
  let elseCount = 0;
  let questionMarkCount = 0;
  let lineCount = 1;
  for (let index = 0; index < text.length; index += 1) {
    switch (text[index]) {
      case '(':
      case '[':
        depth += 1;
        break;
      case ')':
      case ']':
        depth = Math.max(0, depth - 1);
        break;
      case '{':
        depth += 1;
        runStart = index;
        break;
      case '}':
        depth = Math.max(0, depth - 1);
        runStart = index;
        break;
      case ';':
        runStart = index;
        break;
      case '\n':
        lineCount += 1;
        break;
      case '?':
        questionMarkCount += 1;
        break;
      case 'e':
        if (text.startsWith('else', index)) elseCount += 1;
        break;
    }
    if (depth > maximumBracketDepth || index - runStart > maximumRunLength) return false;
  }
  if (text.length > minifiedFromSizeBytes && text.length / lineCount > maximumMeanLineLength) return false;
  return elseCount <= maximumElseCount && questionMarkCount <= maximumQuestionMarkCount;
}
