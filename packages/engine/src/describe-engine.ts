import type { ApiDescription, RouteDescription } from './api-description.ts';
import { describeFunctionUrls, describeHttpApis, type FunctionUrlDescription } from './describe-http-apis.ts';
import { describeSchedules, type ScheduleDescription } from './describe-schedules.ts';
import type { Deployment, Method, Stage } from './services/apigateway/rest-api.ts';
import type { Services } from './services/services.ts';
import type { ResourceChange } from './stack/live-resource.ts';
import type { StackResource } from './stack/stack.ts';

/** What runs, for the start-up screen and for programs. */
export interface EngineDescription {
  /** The first API's address with its stage; or the first function URL; undefined when the template has neither. */
  readonly url: string | undefined;
  readonly awsUrl: string;
  readonly stackName: string | undefined;
  /** REST APIs, then HTTP APIs. */
  readonly apis: readonly ApiDescription[];
  readonly functionUrls: readonly FunctionUrlDescription[];
  readonly functions: readonly string[];
  readonly tables: readonly string[];
  /** Absent when the template has none. */
  readonly schedules?: readonly ScheduleDescription[];
  readonly dataRoot: string | undefined;
  /** The template's Outputs. */
  readonly outputs: { readonly [name: string]: string };
  /** What the last apply did to which resource. */
  readonly changes: readonly ResourceChange[];
}

export interface DescribedParts {
  readonly services: Services;
  readonly stackName: string | undefined;
  readonly resources: readonly StackResource[];
  readonly outputs: { readonly [name: string]: string };
  readonly changes: readonly ResourceChange[];
  readonly ports: { readonly api: number; readonly aws: number };
  readonly dataRoot: string | undefined;
}

export function describeEngine({ services, stackName, resources, outputs, changes, ports, dataRoot }: DescribedParts): EngineDescription {
  const stages = services.apigateway.stages();
  const root = `http://127.0.0.1:${ports.api}`;
  const restApis = [...services.apigateway.restApis.values()].flatMap((api) => {
    // A stage that only a Deployment implies (SAM's "Stage") comes after those the template declares.
    const ofApi = stages
      .filter((it) => it.restApiId === api.id)
      .sort((a, b) => Number(a.impliedByDeployment) - Number(b.impliedByDeployment));
    const [stage] = ofApi;
    if (!stage) return [];
    const prefix = apiCount(stages) === 1 ? root : `${root}/_aws/execute-api/${api.id}`;
    return [
      {
        apiId: api.id,
        name: api.name,
        url: `${prefix}/${stage.stageName}`,
        stages: ofApi.map((it) => it.stageName),
        routes: routesOf(stage.deployment),
      },
    ];
  });
  const apis = [...restApis, ...describeHttpApis(services, root)];
  const functionUrls = describeFunctionUrls(services, root, apis.length > 0);
  const named = (type: string): readonly string[] => resources.filter((it) => it.type === type).map((it) => it.physicalResourceId);
  const schedules = describeSchedules(services);
  return {
    url: apis[0]?.url ?? functionUrls[0]?.url,
    awsUrl: `http://127.0.0.1:${ports.aws}`,
    stackName,
    apis,
    functionUrls,
    functions: named('AWS::Lambda::Function'),
    tables: [...named('AWS::DynamoDB::Table'), ...named('AWS::DynamoDB::GlobalTable')],
    ...(schedules.length > 0 && { schedules }),
    dataRoot,
    outputs,
    changes,
  };
}

function apiCount(stages: readonly Stage[]): number {
  return new Set(stages.map((it) => it.restApiId)).size;
}

function routesOf({ restApi }: Deployment): readonly RouteDescription[] {
  const routes = [...restApi.resources.values()].flatMap((resource) =>
    [...resource.resourceMethods.values()].map((method) => ({
      method: method.httpMethod,
      path: resource.path,
      target: targetOf(method),
      guards: guardsOf(method, restApi),
    })),
  );
  return routes.sort((a, b) => compare(a.path, b.path) || compare(a.method, b.method));
}

/** By code units, so that the order is the same on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function targetOf({ methodIntegration }: Method): string {
  if (!methodIntegration) return 'no integration';
  const { type, uri = '' } = methodIntegration;
  if (type === 'MOCK') return 'mock';
  return /:function:([^:/]+)/.exec(uri)?.[1] ?? `${type} ${uri}`;
}

function guardsOf(method: Method, { authorizers, requestValidators }: Deployment['restApi']): readonly string[] {
  const authorizer = method.authorizerId === undefined ? undefined : authorizers.get(method.authorizerId);
  const validator = method.requestValidatorId === undefined ? undefined : requestValidators.get(method.requestValidatorId);
  return [
    ...(method.authorizationType === 'AWS_IAM' ? ['AWS_IAM'] : []),
    ...(authorizer ? [`authorizer ${authorizer.name}`] : []),
    ...(method.apiKeyRequired ? ['api key'] : []),
    ...(validator ? [`validator ${validator.name}`] : []),
  ];
}
