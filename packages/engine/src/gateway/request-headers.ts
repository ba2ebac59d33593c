export interface RequestHeader {
  readonly name: string;
  readonly values: string[];
}

/** These two are always spelt so, however the client wrote them. @source localstack's recording of a REST proxy event */
const canonicalNames: ReadonlyMap<string, string> = new Map([
  ['authorization', 'Authorization'],
  ['host', 'Host'],
  ['user-agent', 'User-Agent'],
]);

/** The headers of a request: looked up without regard to case, kept as sent. */
export class RequestHeaders {
  /** Bytes of all values together. */
  readonly valueBytes: number;
  readonly #rawHeaders: readonly string[];
  /** The names in lower case, in the order sent. */
  readonly #keys: readonly string[];
  #byName: ReadonlyMap<string, RequestHeader> | undefined;

  /** @param rawHeaders names and values in turn, spelt as sent */
  constructor(rawHeaders: readonly string[]) {
    const keys: string[] = [];
    let valueBytes = 0;
    for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
      keys.push((rawHeaders[index] ?? '').toLowerCase());
      valueBytes += (rawHeaders[index + 1] ?? '').length;
    }
    this.valueBytes = valueBytes;
    this.#rawHeaders = rawHeaders;
    this.#keys = keys;
  }

  /** By lower-case name, in the order of first appearance. */
  get byName(): ReadonlyMap<string, RequestHeader> {
    this.#byName ??= this.#collect();
    return this.#byName;
  }

  /** The last value of a header, which is the one API Gateway takes; undefined when it was not sent. */
  last(lowerCaseName: string): string | undefined {
    const index = this.#keys.lastIndexOf(lowerCaseName);
    return index < 0 ? undefined : this.#rawHeaders[2 * index + 1];
  }

  has(lowerCaseName: string): boolean {
    return this.#keys.includes(lowerCaseName);
  }

  #collect(): ReadonlyMap<string, RequestHeader> {
    const byName = new Map<string, RequestHeader>();
    for (const [index, key] of this.#keys.entries()) {
      const value = this.#rawHeaders[2 * index + 1] ?? '';
      const found = byName.get(key);
      if (found) found.values.push(value);
      else byName.set(key, { name: canonicalNames.get(key) ?? this.#rawHeaders[2 * index] ?? '', values: [value] });
    }
    return byName;
  }
}
