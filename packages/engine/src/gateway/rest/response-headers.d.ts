/** The name a response header of an integration goes out with; undefined when it does not go out. */
export declare function outgoingHeaderName(name: string): string | undefined;
/** Why HTTP cannot carry a header; undefined when it can. */
export declare function headerFault(name: string, value: string): string | undefined;
/** The text whose latin1 bytes are the UTF-8 of `value`: how Node puts it on the wire. */
export declare function wireText(value: string): string;
