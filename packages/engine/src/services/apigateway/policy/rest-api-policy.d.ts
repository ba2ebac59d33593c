import type { Value } from '@gatewright/template';
import { type PolicyStatement } from './parse-policy.ts';
/** The resource policy of a REST API. */
export interface RestApiPolicy {
    /** As it was written. */
    readonly document: Value;
    readonly statements: readonly PolicyStatement[];
    readonly source: object;
}
/**
 * Reads an API's policy: an object, or its JSON. Empty text is none.
 * @param apiArn what `execute-api:/` stands for: `arn:aws:execute-api:REGION:ACCOUNT:API/`
 * @throws ServiceError BadRequestException, with the reason behind AWS's words
 * @source "Access control language overview for Amazon API Gateway"
 */
export declare function readRestApiPolicy(written: Value | undefined, apiArn: string): RestApiPolicy | undefined;
