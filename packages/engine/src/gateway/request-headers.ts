export interface RequestHeader {
  readonly name: string;
  readonly values: string[];
}

/** These two are always spelt so, however the client wrote them. @source localstack's recording of a REST proxy event */
const canonicalNames: { readonly [name: string]: string } = { authorization: 'Authorization', host: 'Host', 'user-agent': 'User-Agent' };

/** The headers of a request: looked up without regard to case, kept as sent. */
export class RequestHeaders {
  /** By lower-case name, in the order of first appearance. */
  readonly byName: ReadonlyMap<string, RequestHeader>;

  constructor(rawHeaders: readonly string[]) {
    const byName = new Map<string, RequestHeader>();
    for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
      const name = rawHeaders[index] ?? '';
      const value = rawHeaders[index + 1] ?? '';
      const key = name.toLowerCase();
      const found = byName.get(key);
      if (found) found.values.push(value);
      else byName.set(key, { name: canonicalNames[key] ?? name, values: [value] });
    }
    this.byName = byName;
  }

  /** The last value of a header, which is the one API Gateway takes; undefined when it was not sent. */
  last(lowerCaseName: string): string | undefined {
    return this.byName.get(lowerCaseName)?.values.at(-1);
  }
}
