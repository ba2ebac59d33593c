import type { RestRequest } from './rest-request.ts';
/**
 * The value of a mapping expression: `'static'`, `method.request.{path,querystring,header,multivaluequerystring,
 * multivalueheader}.NAME`, `context.NAME`, `stageVariables.NAME`. Undefined when there is none: then the mapping is dropped.
 *
 * @source "API Gateway request and response data mapping reference"
 */
export declare function readMappingSource(expression: string, on: RestRequest, error?: {
    readonly [name: string]: unknown;
}): string | undefined;
/** A variable of `$context` as text, `error.*` from the refusal that is being answered. */
export declare function contextText(path: string, on: RestRequest, error?: {
    readonly [name: string]: unknown;
}): string | undefined;
