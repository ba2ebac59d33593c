/**
 * The logical ids that Serverless gives to what it generates.
 * @source "AWS CloudFormation Resource Reference", Serverless Framework v3 guide; observed on osls 3.77 and 4.3
 */

export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A function's name as it stands in logical ids: `list-users` is `ListDashusers`. */
export function normalizedName(name: string): string {
  return upperFirst(name.replaceAll('-', 'Dash').replaceAll('_', 'Underscore'));
}

/** A name with nothing but letters and digits. */
export function alphanumericName(name: string): string {
  return upperFirst(name.replace(/[^0-9A-Za-z]/g, ''));
}

export const functionId = (name: string): string => `${normalizedName(name)}LambdaFunction`;
export const logGroupId = (name: string): string => `${normalizedName(name)}LogGroup`;
export const versionId = (name: string, digest: string): string => `${normalizedName(name)}LambdaVersion${digest}`;
export const provisionedAliasId = (name: string): string => `${normalizedName(name)}ProvConcLambdaAlias`;
export const snapStartAliasId = (name: string): string => `${normalizedName(name)}SnapStartLambdaAlias`;
export const permissionId = (name: string): string => `${normalizedName(name)}LambdaPermissionApiGateway`;
export const authorizerId = (name: string): string => `${normalizedName(name)}ApiGatewayAuthorizer`;

/** `users/{id}` is `UsersIdVar`. */
export function normalizedPath(path: string): string {
  return path
    .split('/')
    .map((part) =>
      upperFirst(
        part
          .toLowerCase()
          .replaceAll('-', 'Dash')
          .replace(/\{(.*)\}/g, '$1Var')
          .replace(/[^0-9A-Za-z]/g, ''),
      ),
    )
    .join('');
}

export const resourceId = (path: string): string => `ApiGatewayResource${normalizedPath(path)}`;
export const methodId = (path: string, method: string): string =>
  `ApiGatewayMethod${normalizedPath(path)}${upperFirst(method.toLowerCase())}`;
export const deploymentId = (instance: string): string => `ApiGatewayDeployment${instance}`;
export const validatorId = (service: string): string => `ApiGateway${upperFirst(service.replace(/[^0-9A-Za-z]/g, ''))}RequestValidator`;

/** Words as lodash splits them: `application/json` is `Application`, `Json`. */
function words(text: string): string[] {
  return text.match(/[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[0-9]+/g) ?? [];
}

/** A model written at one method. */
export function methodModelId(path: string, method: string, contentType: string): string {
  return `${methodId(path, method)}${words(contentType).map(upperFirst).join('')}Model`;
}

/** A model written once, at the provider. */
export function providerModelId(name: string): string {
  return `ApiGateway${words(name)
    .map((it) => upperFirst(it.toLowerCase()))
    .join('')}Model`;
}

export const apiKeyId = (number: number, plan?: string): string => `ApiGatewayApiKey${upperFirst(plan ?? '')}${number}`;
export const usagePlanId = (plan?: string): string => `ApiGatewayUsagePlan${upperFirst(plan ?? '')}`;
export const usagePlanKeyId = (number: number, plan?: string): string => `ApiGatewayUsagePlanKey${upperFirst(plan ?? '')}${number}`;

export const httpApiIntegrationId = (name: string): string => `HttpApiIntegration${normalizedName(name)}`;
/** `GET /users/{id}` is `GetUsersIdVar`. */
export const httpApiRouteId = (key: string): string => (key === '*' ? 'HttpApiRouteDefault' : `HttpApiRoute${normalizedPath(key)}`);
