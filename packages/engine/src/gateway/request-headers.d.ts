export interface RequestHeader {
    readonly name: string;
    readonly values: string[];
}
/** The headers of a request: looked up without regard to case, kept as sent. */
export declare class RequestHeaders {
    /** By lower-case name, in the order of first appearance. */
    readonly byName: ReadonlyMap<string, RequestHeader>;
    /** Bytes of all values together. */
    readonly valueBytes: number;
    /** @param rawHeaders names and values in turn, spelt as sent */
    constructor(rawHeaders: readonly string[]);
    /** The last value of a header, which is the one API Gateway takes; undefined when it was not sent. */
    last(lowerCaseName: string): string | undefined;
}
