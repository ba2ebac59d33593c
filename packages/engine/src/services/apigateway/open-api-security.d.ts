import type { EditableRestApi } from './editable-rest-api.ts';
import type { ImportFinding } from './import-finding.ts';
import { type Mapping } from './read-value.ts';
import type { Authorizer, Method } from './rest-api.ts';
/** What an import knows of the document's security while it reads operations. */
export interface OpenApiSecurity {
    readonly document: Mapping;
    /** Authorizer ids by the name of their security scheme. */
    readonly authorizerIds: Map<string, string>;
    readonly findings: ImportFinding[];
}
type MethodSecurity = Pick<Method, 'authorizationType' | 'authorizerId' | 'authorizationScopes' | 'apiKeyRequired'>;
/** The authorizer that a security scheme declares, if it declares one. @source "x-amazon-apigateway-authorizer object" */
export declare function authorizerOfOpenApi(apiId: string, name: string, scheme: Mapping): Authorizer | undefined;
/** Who may call an operation, by its own `security`, the document's, and AWS's extensions. */
export declare function securityOfOperation(api: EditableRestApi, security: OpenApiSecurity, operation: Mapping): MethodSecurity;
export {};
