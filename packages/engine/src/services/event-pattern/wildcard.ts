import { InvalidPattern } from './invalid-pattern.ts';

/** `*` is any text; `\*` and `\\` are the characters. In time that grows with the product of the lengths, whatever the pattern. @throws InvalidPattern */
export function compileWildcard(pattern: string): (text: string) => boolean {
  const pieces = piecesOf(pattern);
  const [first = '', ...rest] = pieces;
  const last = rest.pop();
  if (last === undefined) return (text) => text === first;
  return (text) => {
    if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
    let at = first.length;
    const end = text.length - last.length;
    for (const piece of rest) {
      const found = text.indexOf(piece, at);
      if (found < 0 || found + piece.length > end) return false;
      at = found + piece.length;
    }
    return true;
  };
}

/** The texts between the stars. */
function piecesOf(pattern: string): readonly string[] {
  const pieces: string[] = [];
  let piece = '';
  for (let index = 0; index < pattern.length; index += 1) {
    const character = pattern[index] ?? '';
    if (character === '*') {
      if (pattern[index + 1] === '*') throw new InvalidPattern(`Consecutive wildcard characters at pos ${index + 1}`);
      pieces.push(piece);
      piece = '';
    } else if (character === '\\') {
      const escaped = pattern[index + 1];
      if (escaped !== '*' && escaped !== '\\') throw new InvalidPattern(`Invalid escape character at pos ${index}`);
      piece += escaped;
      index += 1;
    } else piece += character;
  }
  return [...pieces, piece];
}
