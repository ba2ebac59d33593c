import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { boolean, integer, required, string, structure } from '../../../protocol/shape.ts';
import { pageOf } from '../../page.ts';
import { documentOf } from '../find-parameter.ts';
import { invalidNextToken } from '../invalid-next-token.ts';
import { latestOf } from '../parameter.ts';
import { checkFilters, checkPath, isBelow, parameterFilters, passes } from '../parameter-filters.ts';
import type { ParameterStore } from '../parameter-store.ts';

const input = structure('com.amazonaws.ssm.GetParametersByPathRequest', {
  Path: required(string({ min: 1, max: 2048 })),
  Recursive: boolean,
  ParameterFilters: parameterFilters,
  WithDecryption: boolean,
  MaxResults: integer({ min: 1, max: 10 }),
  NextToken: string(),
});

/** @source "GetParametersByPath", Systems Manager API reference */
export const getParametersByPath: RpcOperation<ParameterStore> = rpcOperation(
  'GetParametersByPath',
  input,
  (on: ParameterStore, request) => {
    const { Path, Recursive = false, ParameterFilters = [], WithDecryption = false, MaxResults = 10, NextToken } = request;
    checkPath(Path);
    checkFilters(ParameterFilters, true);
    const below = on.parameters
      .all()
      .filter((it) => isBelow(it.name, Path, Recursive) && passes(it, ParameterFilters))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const page = pageOf(below, ({ name }) => name, { limit: MaxResults, token: NextToken });
    if (!page) throw invalidNextToken();
    return { Parameters: page.items.map((it) => documentOf(on, it, latestOf(it), WithDecryption)), NextToken: page.nextToken };
  },
);
