/**
 * Why bytes are no JSON, in the words of the parser that Lambda has: Jackson's, with its column and without the source.
 *
 * @source recorded on AWS by localstack, 2025-11 (test_lambda_invoke_payload_encoding_error); messages of Jackson 2 as its users quote them
 */
export function jsonFault(bytes: Buffer): string {
  try {
    new Scanner(bytes).document();
  } catch (error) {
    if (error instanceof Fault) return error.message;
    throw error;
  }
  return 'Trailing tokens after the value';
}

class Fault extends Error {}

/** Deeper than this Jackson refuses, whatever comes. @source StreamReadConstraints of Jackson */
const maximumDepth = 1000;
const anyValue = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
const literals: { readonly [first: string]: string } = { t: 'true', f: 'false', n: 'null' };
const [quote, backslash, comma, colon, openObject, closeObject, openArray, closeArray] = [34, 92, 44, 58, 123, 125, 91, 93];

class Scanner {
  readonly #bytes: Buffer;
  #next = 0;
  #line = 1;
  #lineStart = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  document(): void {
    this.#value(this.#skip(undefined), 0);
    this.#spaces();
    const trailing = this.#bytes[this.#next];
    if (trailing !== undefined) this.#value(trailing, 0);
  }

  #value(first: number, depth: number): void {
    const start = this.#next;
    this.#next += 1;
    if (depth > maximumDepth) this.#fail(`Document nesting depth (${depth}) exceeds the maximum allowed (${maximumDepth})`);
    if (first === openObject) this.#entries('Object', start, depth);
    else if (first === openArray) this.#entries('Array', start, depth);
    else if (first === quote) this.#text('in VALUE_STRING', 'string value');
    else if (isDigit(first) || first === 45) this.#number();
    else this.#word(first);
  }

  #entries(kind: 'Object' | 'Array', start: number, depth: number): void {
    const [close, other] = kind === 'Object' ? [closeObject, closeArray] : [closeArray, closeObject];
    const opened = this.#place(start);
    const unclosed = `: expected close marker for ${kind} (start marker at ${opened})`;
    let byte = this.#skip(unclosed);
    for (let isFirst = true; byte !== close; isFirst = false) {
      if (byte === other) {
        const marker = String.fromCharCode(other);
        this.#fail(`Unexpected close marker '${marker}': expected '${String.fromCharCode(close)}' (for ${kind} starting at ${opened})`);
      }
      if (!isFirst) {
        if (byte !== comma) this.#unexpected(byte, `was expecting comma to separate ${kind} entries`);
        this.#next += 1;
        byte = this.#skip(` within/between ${kind} entries`);
      }
      if (kind === 'Object') byte = this.#name(byte);
      if (byte === close || byte === comma) this.#unexpected(byte, 'expected a value');
      this.#value(byte, depth + 1);
      byte = this.#skip(unclosed);
    }
    this.#next += 1;
  }

  /** A field's name and its colon. @returns the first byte of the value */
  #name(first: number): number {
    if (first !== quote) this.#unexpected(first, 'was expecting double-quote to start field name');
    this.#next += 1;
    this.#text('in field name', 'name');
    const between = ' within/between Object entries';
    const byte = this.#skip(between);
    if (byte !== colon) this.#unexpected(byte, 'was expecting a colon to separate field name and value');
    this.#next += 1;
    return this.#skip(between);
  }

  #text(end: string, what: string): void {
    for (;;) {
      const byte = this.#bytes[this.#next];
      if (byte === undefined) this.#fail(`Unexpected end-of-input ${end}`);
      if (byte === quote) break;
      this.#next += 1;
      if (byte < 32)
        this.#fail(`Illegal unquoted character (${described(byte)}): has to be escaped using backslash to be included in ${what}`);
      if (byte === backslash) this.#escape(end);
      else if (byte >= 128) this.#multibyte(byte);
    }
    this.#next += 1;
  }

  #escape(end: string): void {
    const byte = this.#bytes[this.#next];
    if (byte === undefined) this.#fail(`Unexpected end-of-input ${end}`);
    this.#next += 1;
    if (byte !== 117) {
      if (!'"\\/bfnrt'.includes(String.fromCharCode(byte))) this.#fail(`Unrecognized character escape ${described(byte)}`);
      return;
    }
    for (let count = 0; count < 4; count += 1) {
      const digit = this.#bytes[this.#next];
      if (digit === undefined) this.#fail(`Unexpected end-of-input ${end}`);
      if (!/[0-9a-fA-F]/.test(String.fromCharCode(digit))) this.#unexpected(digit, 'expected a hex-digit for character escape sequence');
      this.#next += 1;
    }
  }

  /** The rest of a character beyond ASCII, whose first byte has been read. */
  #multibyte(first: number): void {
    const more = first >> 5 === 6 ? 1 : first >> 4 === 14 ? 2 : first >> 3 === 30 ? 3 : 0;
    if (more === 0) this.#fail(`Invalid UTF-8 start byte 0x${first.toString(16)}`);
    for (let count = 0; count < more; count += 1) {
      const byte = this.#bytes[this.#next];
      if (byte === undefined) this.#fail('Unexpected end-of-input in VALUE_STRING');
      this.#next += 1;
      if (byte >> 6 !== 2) this.#fail(`Invalid UTF-8 middle byte 0x${byte.toString(16)}`);
    }
  }

  #number(): void {
    const rest = this.#bytes.subarray(this.#next - 1).toString('latin1');
    if (/^-?0\d/.test(rest)) this.#fail('Invalid numeric value: Leading zeroes not allowed');
    const read = /^-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/.exec(rest)?.[0];
    this.#next += (read?.length ?? 1) - 1;
    const byte = this.#bytes[this.#next];
    if (read === undefined) {
      if (byte === undefined) this.#fail('Unexpected end-of-input: expected digit to follow minus sign');
      this.#unexpected(byte, 'expected digit (0-9) to follow minus sign, for valid numeric value', ' in numeric value');
    }
    if (byte === 46 || byte === 69 || byte === 101) {
      this.#next += 1;
      const after = this.#bytes[this.#next] ?? 32;
      const why = byte === 46 ? 'Decimal point not followed by a digit' : 'Exponent indicator not followed by a digit';
      this.#unexpected(after, why, ' in numeric value');
    }
    if (byte !== undefined && !isSpace(byte) && ![comma, closeObject, closeArray].includes(byte))
      this.#unexpected(byte, 'Expected space separating root-level values');
  }

  /** One of the three words; anything else is told as far as it is a word. */
  #word(first: number): void {
    const start = this.#next - 1;
    const letter = String.fromCharCode(first);
    const literal = literals[letter];
    if (literal !== undefined) {
      while (this.#next - start < literal.length && this.#bytes[this.#next] === literal.charCodeAt(this.#next - start)) this.#next += 1;
      const after = this.#bytes[this.#next];
      if (this.#next - start === literal.length && (after === undefined || !isWordPart(after))) return;
    } else if (!isWordPart(first)) {
      this.#next -= 1;
      this.#unexpected(first, [comma, closeObject, closeArray].includes(first) ? 'expected a value' : `expected a valid value ${anyValue}`);
    }
    let word = this.#bytes.subarray(start, this.#next).toString('latin1');
    for (let byte = this.#bytes[this.#next]; byte !== undefined; byte = this.#bytes[this.#next]) {
      this.#next += 1;
      if (byte >= 128) this.#multibyte(byte);
      else if (!isWordPart(byte)) break;
      word += String.fromCharCode(byte);
    }
    this.#fail(`Unrecognized token '${word}': was expecting ${anyValue}`);
  }

  #spaces(): void {
    for (let byte = this.#bytes[this.#next]; byte !== undefined && isSpace(byte); byte = this.#bytes[this.#next]) {
      this.#next += 1;
      if (byte !== 10) continue;
      this.#line += 1;
      this.#lineStart = this.#next;
    }
  }

  /** The next byte that is no space, which is left to be read. */
  #skip(end: string | undefined): number {
    this.#spaces();
    const byte = this.#bytes[this.#next];
    if (byte === undefined)
      return this.#fail(end === undefined ? 'No content to map due to end-of-input' : `Unexpected end-of-input${end}`);
    if (byte < 32) this.#illegal(byte);
    return byte;
  }

  #illegal(byte: number): never {
    return this.#fail(`Illegal character (${described(byte)}): only regular white space (\\r, \\n, \\t) is allowed between tokens`);
  }

  #unexpected(byte: number, why: string, where = ''): never {
    return this.#fail(`Unexpected character (${described(byte)})${where}: ${why}`);
  }

  #fail(message: string): never {
    throw new Fault(`${message}\n at ${this.#place(this.#next)}`);
  }

  /** Counted in bytes, from one; a line ends where Jackson skips space. */
  #place(index: number): string {
    const column = index - this.#lineStart + 1;
    return `[Source: REDACTED (\`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION\` disabled); line: ${this.#line}, column: ${column}]`;
  }
}

function described(byte: number): string {
  return byte < 32 || (byte > 126 && byte < 160) ? `(CTRL-CHAR, code ${byte})` : `'${String.fromCharCode(byte)}' (code ${byte})`;
}

const isSpace = (byte: number): boolean => byte === 32 || byte === 9 || byte === 10 || byte === 13;
const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57;
/** What Java's identifiers may have, of the characters that are one byte. */
const isWordPart = (byte: number): boolean =>
  /[\w$\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff]/.test(String.fromCharCode(byte));
