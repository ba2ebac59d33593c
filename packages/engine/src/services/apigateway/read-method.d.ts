import { type Mapping } from './read-value.ts';
import type { Integration, MethodResponse } from './rest-api.ts';
/** A Method's `Integration` property. @source "AWS::ApiGateway::Method Integration", CloudFormation template reference */
export declare function integrationOfProperties(from: Mapping, resourceId: string): Integration;
/** `x-amazon-apigateway-integration`. @source "x-amazon-apigateway-integration object", API Gateway developer guide */
export declare function integrationOfOpenApi(from: Mapping, resourceId: string): Integration;
/** A Method's `MethodResponses` property. */
export declare function methodResponsesOfProperties(from: Mapping): {
    readonly [statusCode: string]: MethodResponse;
};
