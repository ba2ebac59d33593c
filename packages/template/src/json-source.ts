import { markMember, markPlace, type Place } from './places.ts';
import type { Value } from './template.ts';

export interface JsonLimits {
  readonly depth: number;
  readonly nodeCount: number;
}

/**
 * Reads what is JSON to the letter, with the places of all values: what the CDK and other programs write, ten times as fast as the
 * YAML reader. Anything else, and whatever has a mistake in it, is left to that reader: it knows what to say.
 *
 * @returns undefined when it is not JSON, or has doubled keys, or is beyond the limits
 */
export function readJson(file: string, text: string, limits: JsonLimits): { readonly root: Value } | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  const scanner = new JsonScanner(file, text, limits);
  const root = scanner.value(0);
  return root !== undefined && scanner.atEnd() ? { root } : undefined;
}

const quote = 0x22;
const backslash = 0x5c;
const newLine = 0x0a;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** Every value answers undefined as soon as something is not JSON. */
class JsonScanner {
  readonly #file: string;
  readonly #text: string;
  readonly #limits: JsonLimits;
  #at = 0;
  #line = 1;
  #lineStart = 0;
  #nodeCount = 0;
  /** Where the value read last begins and ends. */
  #place: Place | undefined;

  constructor(file: string, text: string, limits: JsonLimits) {
    this.#file = file;
    this.#text = text;
    this.#limits = limits;
  }

  value(depth: number): Value | undefined {
    this.#skipBlanks();
    this.#nodeCount += 1;
    if (depth > this.#limits.depth || this.#nodeCount > this.#limits.nodeCount) return undefined;
    switch (this.#text[this.#at]) {
      case '{':
        return this.#object(depth);
      case '[':
        return this.#list(depth);
      case '"':
        return this.#string();
      case 't':
        return this.#word('true', true);
      case 'f':
        return this.#word('false', false);
      case 'n':
        return this.#word('null', null);
      default:
        return this.#number();
    }
  }

  atEnd(): boolean {
    this.#skipBlanks();
    return this.#at === this.#text.length;
  }

  #object(depth: number): Value | undefined {
    const place = this.#placeOfCollection();
    const map: Record<string, Value> = {};
    markPlace(map, place);
    if (this.#opensEmpty('}')) return this.#closed(map, place);
    do {
      this.#skipBlanks();
      if (this.#text.charCodeAt(this.#at) !== quote) return undefined;
      const key = this.#string();
      const placeOfKey = this.#place;
      // YAML merges what stands below `<<`, and doubled keys are to be told.
      if (key === undefined || key === '<<' || key === '__proto__' || Object.hasOwn(map, key)) return undefined;
      if (!this.#takes(':')) return undefined;
      const value = this.value(depth + 1);
      if (value === undefined) return undefined;
      map[key] = value;
      markMember(map, key, this.#place, placeOfKey);
    } while (this.#takes(','));
    return this.#takes('}') ? this.#closed(map, place) : undefined;
  }

  #list(depth: number): Value | undefined {
    const place = this.#placeOfCollection();
    const list: Value[] = [];
    markPlace(list, place);
    if (this.#opensEmpty(']')) return this.#closed(list, place);
    do {
      const value = this.value(depth + 1);
      if (value === undefined) return undefined;
      list.push(value);
      markMember(list, list.length - 1, this.#place);
    } while (this.#takes(','));
    return this.#takes(']') ? this.#closed(list, place) : undefined;
  }

  /** The place of a collection is that of its first line: its end is known at the end only, and cut at the line's. */
  #placeOfCollection(): Place & { length: number } {
    return { file: this.#file, line: this.#line, column: this.#at - this.#lineStart + 1, length: 0 };
  }

  #closed<T extends Value>(collection: T, place: Place & { length: number }): T {
    if (place.line === this.#line) place.length = this.#at - this.#lineStart + 1 - place.column;
    else place.length = this.#lengthOfLine(place);
    this.#place = place;
    return collection;
  }

  readonly #lineEnds: number[] = [];

  /** From a column to the end of its line, which has been read. */
  #lengthOfLine({ line, column }: Place): number {
    return (this.#lineEnds[line] ?? 0) + 1 - column;
  }

  #opensEmpty(closing: string): boolean {
    this.#at += 1;
    return this.#takes(closing);
  }

  #string(): string | undefined {
    const start = this.#at;
    let at = start + 1;
    let plain = true;
    for (;;) {
      const code = this.#text.charCodeAt(at);
      if (code === quote) break;
      // Control characters, and the end of the text (NaN).
      if (!(code >= 0x20)) return undefined;
      if (code === backslash) {
        plain = false;
        at += 1;
      }
      at += 1;
    }
    this.#at = at + 1;
    this.#mark(start);
    return plain ? this.#text.slice(start + 1, at) : unescaped(this.#text.slice(start, at + 1));
  }

  #word<T extends Value>(word: string, value: T): T | undefined {
    const start = this.#at;
    if (!this.#text.startsWith(word, start)) return undefined;
    this.#at += word.length;
    this.#mark(start);
    return value;
  }

  #number(): number | undefined {
    number.lastIndex = this.#at;
    const [written] = number.exec(this.#text) ?? [];
    if (written === undefined) return undefined;
    const start = this.#at;
    this.#at += written.length;
    this.#mark(start);
    return Number(written);
  }

  #mark(start: number): void {
    this.#place = { file: this.#file, line: this.#line, column: start - this.#lineStart + 1, length: this.#at - start };
  }

  #takes(character: string): boolean {
    this.#skipBlanks();
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #skipBlanks(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === newLine) {
        this.#lineEnds[this.#line] = this.#at - this.#lineStart;
        this.#line += 1;
        this.#lineStart = this.#at + 1;
      } else if (code !== 0x20 && code !== 0x0d && code !== 0x09) return;
      this.#at += 1;
    }
  }
}

function unescaped(text: string): string | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
