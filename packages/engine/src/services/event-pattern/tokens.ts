type Kind = '{' | '}' | '[' | ']' | 'name' | 'string' | 'number' | 'true' | 'false' | 'null' | 'error';

export interface Token {
  readonly kind: Kind;
  /** A name, a text or a number as it is meant; of an error why the text is no JSON. */
  readonly value: string;
  /** Where AWS's parser stands once it has seen the token: of a text, behind its opening quote. */
  readonly at: number;
  /** Where it stands once it has read the text. */
  readonly end: number;
}

/** What stands in a number. @source RFC 8259, section 6 */
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const word = /[A-Za-z_$][\w$]*/y;
const text = /"(?:[ !#-[\]-\u{10ffff}]|\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4}))*"/uy;
const space = /[ \t\r\n]*/y;

/**
 * The tokens of a JSON text; where it is none, an error stands in place of the rest. Behind a name AWS's parser has already begun with the
 * value, so both stand at the same place.
 */
export function tokensOf(json: string): readonly Token[] {
  const tokens: Token[] = [];
  const open: ('{' | '[')[] = [];
  let at = 0;
  const matched = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const [found] = pattern.exec(json) ?? [];
    at += found?.length ?? 0;
    return found;
  };
  const fail = (value: string): readonly Token[] => [...tokens, { kind: 'error', value, at, end: at }];
  const unexpected = (expected: string): readonly Token[] => {
    const character = json[at];
    if (character === undefined)
      return fail(`Unexpected end-of-input${open.length === 0 ? '' : ` within/between ${nameOf(open.at(-1))} entries`}`);
    at += 1;
    return fail(`Unexpected character ('${character}' (code ${character.charCodeAt(0)})): was expecting ${expected}`);
  };
  const unknownWord = (): readonly Token[] => {
    const found = matched(word);
    if (found === undefined) return unexpected("a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')");
    return fail(`Unrecognized token '${found}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')`);
  };
  /** Whether a value stands here; it is among the tokens then. */
  const readValue = (name?: { readonly value: string }): boolean => {
    matched(space);
    const start = at;
    const token = valueAt(json, start, matched);
    if (!token) return false;
    if (name) tokens.push({ kind: 'name', value: name.value, at: token.at, end: token.at });
    tokens.push(token);
    if (token.kind === '{' || token.kind === '[') open.push(token.kind);
    return true;
  };

  matched(space);
  if (!readValue()) return unknownWord();
  for (let first = true; open.length > 0; first = false) {
    const bracket = open.at(-1);
    matched(space);
    const close = bracket === '{' ? '}' : ']';
    const opened = tokens.at(-1)?.kind === bracket;
    if (json[at] === close) {
      at += 1;
      open.pop();
      tokens.push({ kind: close, value: close, at, end: at });
      continue;
    }
    if (!first && !opened) {
      if (json[at] !== ',') return unexpected(`comma to separate ${nameOf(bracket)} entries`);
      at += 1;
      matched(space);
    }
    if (bracket === '[') {
      if (!readValue()) return unknownWord();
      continue;
    }
    if (json[at] !== '"') return unexpected('double-quote to start field name');
    const name = matched(text);
    if (name === undefined) return fail('Unexpected end-of-input in field name');
    matched(space);
    if (json[at] !== ':') return unexpected('a colon to separate field name and value');
    at += 1;
    if (!readValue({ value: unquoted(name) })) return unknownWord();
  }
  return tokens;
}

function valueAt(json: string, start: number, matched: (pattern: RegExp) => string | undefined): Token | undefined {
  const character = json[start] ?? '';
  if (character === '{' || character === '[') {
    matched(/[{[]/y);
    return { kind: character, value: character, at: start + 1, end: start + 1 };
  }
  if (character === '"') {
    const found = matched(text);
    return found === undefined ? undefined : { kind: 'string', value: unquoted(found), at: start + 1, end: start + found.length };
  }
  const found = matched(number) ?? matched(/(?:true|false|null)(?![\w$])/y);
  if (found === undefined) return undefined;
  const kind = found === 'true' || found === 'false' || found === 'null' ? found : 'number';
  return { kind, value: found, at: start + found.length, end: start + found.length };
}

function nameOf(bracket: '{' | '[' | undefined): string {
  return bracket === '[' ? 'Array' : 'Object';
}

function unquoted(found: string): string {
  return String(JSON.parse(found));
}
