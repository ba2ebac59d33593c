import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { boolean, integer, required, string, structure } from '../../../protocol/shape.ts';
import { pageOf } from '../../page.ts';
import { describedOf } from '../described-parameter.ts';
import { documentOf, findVersion } from '../find-parameter.ts';
import { invalidNextToken } from '../invalid-next-token.ts';
import type { ParameterStore } from '../parameter-store.ts';

const input = structure('com.amazonaws.ssm.GetParameterHistoryRequest', {
  Name: required(string({ min: 1, max: 2048 })),
  WithDecryption: boolean,
  MaxResults: integer({ min: 1, max: 50 }),
  NextToken: string(),
});

/** @source "GetParameterHistory", Systems Manager API reference */
export const getParameterHistory: RpcOperation<ParameterStore> = rpcOperation(
  'GetParameterHistory',
  input,
  (on: ParameterStore, request) => {
    const { Name, WithDecryption = false, MaxResults = 50, NextToken } = request;
    const { parameter } = findVersion(on, Name);
    const nameOf = ({ version }: { readonly version: number }): string => String(version).padStart(10, '0');
    const page = pageOf(parameter.versions, nameOf, { limit: MaxResults, token: NextToken });
    if (!page) throw invalidNextToken();
    const documents = page.items.map((version) => {
      const { ARN: _arn, ...described } = describedOf(on, parameter, version);
      return { ...described, Value: documentOf(on, parameter, version, WithDecryption).Value, Labels: version.labels };
    });
    return { Parameters: documents, NextToken: page.nextToken };
  },
);
