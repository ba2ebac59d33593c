import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import { boolean, integer, string, structure } from '../../../protocol/shape.ts';
import { describedOf, stagesByVersion } from '../describe-secret.ts';
import { filters, nextToken } from '../members.ts';
import type { Secret } from '../secret.ts';
import { checkFilters, passes } from '../secret-filters.ts';
import { lookUp, type SecretStore } from '../secret-store.ts';

const input = structure('com.amazonaws.secretsmanager.ListSecretsRequest', {
  IncludePlannedDeletion: boolean,
  MaxResults: integer({ min: 1, max: 100 }),
  NextToken: nextToken,
  Filters: filters,
  SortOrder: string({ values: ['asc', 'desc'] }),
  SortBy: string({ values: ['created-date', 'last-accessed-date', 'last-changed-date', 'name'] }),
});

const sortKeys: { readonly [by: string]: (secret: Secret) => number | string } = {
  'created-date': ({ createdMs }) => createdMs,
  'last-accessed-date': ({ accessedMs = 0 }) => accessedMs,
  'last-changed-date': ({ changedMs }) => changedMs,
  name: ({ name }) => name,
};

/** The latest first, as AWS lists them. @source "ListSecrets", AWS Secrets Manager API reference */
export const listSecrets: RpcOperation<SecretStore> = rpcOperation('ListSecrets', input, (on: SecretStore, request) => {
  const { Filters = [], MaxResults = 100, NextToken, IncludePlannedDeletion = false, SortBy = 'created-date', SortOrder } = request;
  checkFilters(Filters);
  const keyOf = sortKeys[SortBy] ?? (({ createdMs }: Secret) => createdMs);
  const ascending = (SortOrder ?? 'desc') === 'asc';
  const sorted = on.secrets
    .names()
    .map((name) => lookUp(on, name))
    .filter((it) => it !== undefined)
    .filter((it) => (IncludePlannedDeletion || it.deletedMs === undefined) && passes(it, Filters))
    .map((secret, index) => ({ secret, index, key: keyOf(secret) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.index - b.index))
    .map(({ secret }) => secret);
  if (!ascending) sorted.reverse();
  const after = NextToken === undefined ? undefined : readToken(NextToken);
  const begin = after === undefined ? 0 : sorted.findIndex(({ arn }) => arn === after) + 1;
  if (after !== undefined && begin === 0) throw new ServiceError('InvalidNextTokenException', 'The NextToken value is invalid.');
  const page = sorted.slice(begin, begin + MaxResults);
  const last = page.at(-1);
  return {
    SecretList: page.map((it) => ({ ...describedOf(it), SecretVersionsToStages: stagesByVersion(it) })),
    NextToken: begin + MaxResults < sorted.length && last ? Buffer.from(last.arn).toString('base64url') : undefined,
  };
});

function readToken(token: string): string {
  return Buffer.from(token, 'base64url').toString('utf8');
}
