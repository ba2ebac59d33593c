import { ServiceError } from '../../protocol/service-error.ts';
import { identifierOf } from '../identifier.ts';
import { badRequest, type ControlPlane } from './operation.ts';

const columns = ['name', 'key', 'description', 'enabled', 'usageplanids'];
const maximumKeys = 10_000;

/**
 * Makes API keys of a CSV file: columns Name and Key, and perhaps Description, Enabled, UsagePlanIds in quotes.
 * @throws ServiceError BadRequestException
 * @source "API Gateway API key file format"
 */
export function importApiKeys(
  plane: ControlPlane,
  csv: string,
  query: URLSearchParams,
): { readonly ids: readonly string[]; readonly warnings: readonly string[] } {
  if (query.get('format') !== 'csv') throw badRequest('Invalid API key format specified. Valid options are csv');
  const [header = [], ...rows] = rowsOf(csv);
  const names = header.map((it) => it.trim().toLowerCase());
  if (!names.includes('name') || !names.includes('key')) throw badRequest('API key file must have the columns Name and Key');
  const unknown = names.find((it) => !columns.includes(it));
  if (unknown !== undefined) throw badRequest(`API key file has an unknown column: ${unknown}`);
  if (rows.length > maximumKeys) throw badRequest(`API key file has more than ${maximumKeys} keys`);
  const ids: string[] = [];
  const warnings: string[] = [];
  for (const row of rows) {
    const field = (name: string): string | undefined => row[names.indexOf(name)]?.trim();
    try {
      ids.push(importKey(plane, field, warnings));
    } catch (error) {
      if (!(error instanceof ServiceError) || query.get('failonwarnings') === 'true') throw error;
      warnings.push(`${field('name') ?? ''}: ${error.message}`);
    }
  }
  return { ids, warnings };
}

function importKey({ world, apigateway }: ControlPlane, field: (name: string) => string | undefined, warnings: string[]): string {
  const value = field('key') ?? '';
  const known = [...apigateway.apiKeys.values()].find((it) => it.value === value);
  const id = known?.id ?? identifierOf(world.uuid(), 10);
  const enabled = field('enabled')?.toLowerCase();
  const now = world.now();
  apigateway.putApiKey({
    id,
    name: field('name') ?? '',
    value,
    description: field('description') || undefined,
    enabled: enabled === undefined || enabled === '' || enabled === 'true',
    createdAtMs: known?.createdAtMs ?? now,
    lastUpdatedAtMs: now,
    source: {},
  });
  for (const planId of (field('usageplanids') ?? '').split(',').map((it) => it.trim())) {
    const plan = apigateway.usagePlans.get(planId);
    if (plan) apigateway.putUsagePlan({ ...plan, keyIds: new Set([...plan.keyIds, id]) });
    else if (planId !== '') warnings.push(`Invalid Usage Plan ID specified: ${planId}`);
  }
  return id;
}

/** Fields in quotes may hold commas. */
function rowsOf(csv: string): string[][] {
  return csv
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? ''),
    );
}
