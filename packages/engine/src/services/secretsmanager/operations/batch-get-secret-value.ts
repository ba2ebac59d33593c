import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { integer, list, string, structure } from '../../../protocol/shape.ts';
import { pageOf } from '../../page.ts';
import { filters, nextToken } from '../members.ts';
import { readValue } from '../read-value.ts';
import { checkFilters, passes } from '../secret-filters.ts';
import { findLiveSecret, invalidParameter, type SecretStore } from '../secret-store.ts';

const input = structure('com.amazonaws.secretsmanager.BatchGetSecretValueRequest', {
  SecretIdList: list(string({ min: 1, max: 2048 }), { min: 1, max: 20 }),
  Filters: filters,
  MaxResults: integer({ min: 1, max: 20 }),
  NextToken: nextToken,
});

/** @source "BatchGetSecretValue", AWS Secrets Manager API reference; refusals from the tests of moto */
export const batchGetSecretValue: RpcOperation<SecretStore> = rpcOperation(
  'BatchGetSecretValue',
  input,
  async (on: SecretStore, { SecretIdList, Filters, MaxResults, NextToken }) => {
    if ((SecretIdList === undefined) === (Filters === undefined))
      throw invalidParameter("Either 'SecretIdList' or 'Filters' must be provided, but not both.");
    if (MaxResults !== undefined && Filters === undefined)
      throw invalidParameter("'Filters' not specified. 'Filters' must also be specified when 'MaxResults' is provided.");
    checkFilters(Filters ?? []);
    const found = on.secrets.all().filter((it) => it.deletedMs === undefined && passes(it, Filters ?? []));
    const names = found.map(({ name }) => name).sort();
    const page = SecretIdList
      ? { items: SecretIdList, nextToken: undefined }
      : pageOf(names, (it) => it, { limit: MaxResults ?? 20, token: NextToken });
    if (!page) throw new ServiceError('InvalidNextTokenException', 'The NextToken value is invalid.');
    const values: object[] = [];
    const errors: object[] = [];
    for (const secretId of page.items) {
      try {
        values.push(await readValue(on, findLiveSecret(on, secretId), {}));
      } catch (error) {
        // What fails for one secret is told beside the others.
        if (!(error instanceof ServiceError)) throw error;
        errors.push({ SecretId: secretId, ErrorCode: error.code, Message: error.message });
      }
    }
    return { SecretValues: values, Errors: errors, NextToken: page.nextToken };
  },
);
