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
  /** By lower-case name, in the order of first appearance. */
  readonly byName: ReadonlyMap<string, RequestHeader>;
  /** Bytes of all values together. */
  readonly valueBytes: number;

  /** @param rawHeaders names and values in turn, spelt as sent */
  constructor(rawHeaders: readonly string[]) {
    const byName = new Map<string, RequestHeader>();
    let valueBytes = 0;
    for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
      const name = rawHeaders[index] ?? '';
      const value = rawHeaders[index + 1] ?? '';
      const key = name.toLowerCase();
      valueBytes += value.length;
      const found = byName.get(key);
      if (found) found.values.push(value);
      else byName.set(key, { name: canonicalNames.get(key) ?? name, values: [value] });
    }
    this.byName = byName;
    this.valueBytes = valueBytes;
  }

  /** The last value of a header, which is the one API Gateway takes; undefined when it was not sent. */
  last(lowerCaseName: string): string | undefined {
    const values = this.byName.get(lowerCaseName)?.values;
    return values?.[values.length - 1];
  }
}
