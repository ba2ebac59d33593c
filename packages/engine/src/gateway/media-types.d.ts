/** A media type without its parameters: `text/html; charset=utf-8` is `text/html`. */
export declare function baseMediaType(header: string): string;
/**
 * A matcher for `binaryMediaTypes`: exact types, `type/*`, and the all-embracing one. A wildcard on the left matches nothing but
 * when both sides are wild. @source localstack's recordings of binary media types
 */
export declare function binaryMediaTypeMatcher(types: readonly string[]): (mediaType: string) => boolean;
/** The first type a client accepts: the only one API Gateway looks at. */
export declare function firstAccepted(accept: string | undefined): string | undefined;
