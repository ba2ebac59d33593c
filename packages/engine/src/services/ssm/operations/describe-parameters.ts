import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { boolean, integer, list, required, string, structure, validationError } from '../../../protocol/shape.ts';
import { pageOf } from '../../page.ts';
import { describedOf } from '../described-parameter.ts';
import { invalidNextToken } from '../invalid-next-token.ts';
import { latestOf } from '../parameter.ts';
import { checkFilters, type ParameterFilter, parameterFilters, passes } from '../parameter-filters.ts';
import type { ParameterStore } from '../parameter-store.ts';

/** The older form of a filter. */
const legacyFilter = structure('com.amazonaws.ssm.ParametersFilter', {
  Key: required(string({ values: ['KeyId', 'Name', 'Type'] })),
  Values: required(list(string({ min: 1, max: 1024 }), { min: 1, max: 50 })),
});

const input = structure('com.amazonaws.ssm.DescribeParametersRequest', {
  Filters: list(legacyFilter),
  ParameterFilters: parameterFilters,
  MaxResults: integer({ min: 1, max: 50 }),
  NextToken: string(),
  Shared: boolean,
});

/** @source "DescribeParameters", Systems Manager API reference */
export const describeParameters: RpcOperation<ParameterStore> = rpcOperation('DescribeParameters', input, (on: ParameterStore, request) => {
  const { Filters = [], ParameterFilters = [], MaxResults = 50, NextToken, Shared = false } = request;
  if (Filters.length > 0 && ParameterFilters.length > 0)
    throw validationError('You can use either Filters or ParameterFilters in a single request.');
  checkFilters(ParameterFilters, false);
  const filters: readonly ParameterFilter[] = [
    ...ParameterFilters,
    ...Filters.map(({ Key, Values }) => ({ Key, Values, Option: Key === 'Name' ? 'BeginsWith' : 'Equals' })),
  ];
  const all = Shared ? [] : on.parameters.all().filter((it) => passes(it, filters));
  const sorted = all.sort((a, b) => (a.name < b.name ? -1 : 1));
  const page = pageOf(sorted, ({ name }) => name, { limit: MaxResults, token: NextToken });
  if (!page) throw invalidNextToken();
  return { Parameters: page.items.map((it) => describedOf(on, it, latestOf(it))), NextToken: page.nextToken };
});
