import type { ProviderContext, Provisioned, ResolvedProperties, ResourceProvider } from '../resource-provider.ts';
import { gone } from './logs-resource.ts';

/** @source "AWS::Logs::QueryDefinition", AWS CloudFormation template reference */
export const awsLogsQueryDefinition: ResourceProvider = {
  type: 'AWS::Logs::QueryDefinition',
  properties: {
    LogGroupNames: 'honoured',
    Name: 'honoured',
    Parameters: 'unsupported',
    QueryLanguage: 'honoured',
    QueryString: 'honoured',
  },
  async create(context, properties) {
    // An earlier run has left it.
    const { queryDefinitions } = await context.services.logs.call('DescribeQueryDefinitions', {
      queryDefinitionNamePrefix: properties.Name,
    });
    const known: readonly unknown[] = Array.isArray(queryDefinitions) ? queryDefinitions : [];
    const same = known.find((it) => Object(it).name === properties.Name);
    return provision(context, same === undefined ? undefined : String(Object(same).queryDefinitionId), properties);
  },
  update: provision,
  async delete({ services }, queryDefinitionId) {
    await gone(services.logs.call('DeleteQueryDefinition', { queryDefinitionId }));
  },
};

async function provision({ services }: ProviderContext, id: string | undefined, properties: ResolvedProperties): Promise<Provisioned> {
  const { Name, QueryString, QueryLanguage, LogGroupNames } = properties;
  const { queryDefinitionId } = await services.logs.call('PutQueryDefinition', {
    name: Name,
    queryString: QueryString,
    ...(id !== undefined && { queryDefinitionId: id }),
    ...(QueryLanguage !== undefined && { queryLanguage: QueryLanguage }),
    ...(LogGroupNames !== undefined && { logGroupNames: LogGroupNames }),
  });
  return { physicalResourceId: String(queryDefinitionId), attributes: { QueryDefinitionId: String(queryDefinitionId) } };
}
