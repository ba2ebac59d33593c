/** A piece of a `Fn::Sub` text: plain text, or the name between `${` and `}` and where in the text it begins. */
export type SubPiece = { readonly text: string } | { readonly name: string; readonly start: number };

/**
 * Splits a `Fn::Sub` text. `${!Literal}` is the text `${Literal}`.
 * @source "Fn::Sub", AWS CloudFormation user guide
 */
export function subPieces(text: string): readonly SubPiece[] {
  const pieces: SubPiece[] = [];
  let from = 0;
  for (;;) {
    const start = text.indexOf('${', from);
    const end = start < 0 ? -1 : text.indexOf('}', start);
    if (end < 0) break;
    if (start > from) pieces.push({ text: text.slice(from, start) });
    const inside = text.slice(start + 2, end);
    pieces.push(inside.startsWith('!') ? { text: `\${${inside.slice(1)}}` } : { name: inside.trim(), start: start + 2 });
    from = end + 1;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}
