import type { Value } from '../../template.ts';
import { getArn, properties } from '../draft.ts';
import type { Mapping } from '../section.ts';
import type { ServiceFunction } from '../service.ts';

/** What callers invoke: the function, or its alias. */
export function invocationTarget({ logicalId, alias }: ServiceFunction): Value {
  return alias ? { 'Fn::Join': [':', [getArn(logicalId), alias.name]] } : getArn(logicalId);
}

/** What names a function's alias waits for it. */
export function afterAlias(target: ServiceFunction | undefined): { readonly DependsOn?: string } {
  return target?.alias ? { DependsOn: target.alias.logicalId } : {};
}

/** The URI by which API Gateway invokes a function. */
export function invocationUri(arn: Value, { alias, isStreamed = false }: { alias?: string | undefined; isStreamed?: boolean } = {}): Value {
  const path = `:lambda:path/${isStreamed ? '2021-11-15' : '2015-03-31'}/functions/`;
  const parts: Value[] = ['arn:', { Ref: 'AWS::Partition' }, ':apigateway:', { Ref: 'AWS::Region' }, path, arn];
  const operation = isStreamed ? '/response-streaming-invocations' : '/invocations';
  return { 'Fn::Join': ['', [...parts, ...(alias === undefined ? [] : [':', alias]), operation]] };
}

/** The permission of a service to invoke a function. */
export function servicePermission(
  functionName: Value,
  principal: Value,
  conditions: { readonly [property: string]: Value | undefined } = {},
): Mapping {
  const all = properties({ FunctionName: functionName, Action: 'lambda:InvokeFunction', Principal: principal, ...conditions });
  return { Type: 'AWS::Lambda::Permission', Properties: all };
}

/**
 * The permission to invoke a function for any request to the API.
 *
 * @param suffix what of the API: any method of any stage, or for an HTTP API anything
 */
export function permission(functionName: Value, api: Value, suffix: '/*' | '/*/*' = '/*/*'): Mapping {
  const source = arnOf('execute-api', api, suffix);
  return servicePermission(functionName, 'apigateway.amazonaws.com', { SourceArn: source });
}

/** An ARN in this account and region, of these parts. */
export function arnOf(service: string, ...parts: readonly Value[]): Value {
  const start: Value[] = ['arn:', { Ref: 'AWS::Partition' }, `:${service}:`, { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':'];
  return { 'Fn::Join': ['', [...start, ...parts]] };
}
