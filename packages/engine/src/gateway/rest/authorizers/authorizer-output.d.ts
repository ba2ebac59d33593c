import { type PolicyStatement } from '../../../services/apigateway/policy/parse-policy.ts';
/** What a Lambda authorizer answered, checked. */
export interface AuthorizerOutput {
    readonly principalId: string;
    readonly statements: readonly PolicyStatement[];
    readonly context: {
        readonly [name: string]: string;
    };
    readonly usageIdentifierKey: string | undefined;
}
/**
 * Reads an authorizer's answer. @throws PolicyError with what is wrong with it
 * @source "Output from an API Gateway Lambda authorizer"
 */
export declare function readAuthorizerOutput(payload: string): AuthorizerOutput;
