import { describedIndexes, sameIndex, type WireIndex, type WireMembers, type WireTable } from './dynamodb-table-properties.ts';

/** A table as DescribeTable tells it. */
export type Described = WireMembers;

/** The UpdateTable calls, in order, that bring a table to its template: AWS takes the billing together, and everything else one by one. */
export function tableUpdates(existing: Described, wanted: WireTable): readonly object[] {
  return [...billingUpdates(existing, wanted), ...settingUpdates(existing, wanted), ...indexUpdates(existing, wanted)];
}

const modeOf = (table: Described): string =>
  (table.BillingModeSummary as { readonly BillingMode?: string } | undefined)?.BillingMode ?? 'PROVISIONED';

function billingUpdates(existing: Described, wanted: WireTable): readonly object[] {
  const mode = wanted.BillingMode ?? 'PROVISIONED';
  const switched = modeOf(existing) !== mode;
  const units = wanted.ProvisionedThroughput;
  const moved = units !== undefined && !agrees(existing.ProvisionedThroughput, units);
  if (!switched && !moved) return [];
  // Every index that stays says its units with the table's.
  const staying = switched && mode === 'PROVISIONED' ? stayingIndexes(existing, wanted) : [];
  return [
    {
      ...(switched && { BillingMode: mode }),
      ...((moved || (switched && units)) && { ProvisionedThroughput: units }),
      ...(staying.length > 0 && {
        GlobalSecondaryIndexUpdates: describedIndexes(existing.GlobalSecondaryIndexes).map(({ IndexName }) => ({
          Update: {
            IndexName,
            ProvisionedThroughput: staying.find((it) => it.IndexName === IndexName)?.ProvisionedThroughput ?? units,
          },
        })),
      }),
    },
  ];
}

function settingUpdates(existing: Described, wanted: WireTable): readonly object[] {
  const updates: object[] = [];
  if (Boolean(existing.DeletionProtectionEnabled) !== (wanted.DeletionProtectionEnabled ?? false)) {
    updates.push({ DeletionProtectionEnabled: wanted.DeletionProtectionEnabled ?? false });
  }
  const viewType = (existing.StreamSpecification as { readonly StreamViewType?: string } | undefined)?.StreamViewType;
  if (wanted.StreamSpecification && viewType === undefined) updates.push({ StreamSpecification: wanted.StreamSpecification });
  if (!wanted.StreamSpecification && viewType !== undefined) updates.push({ StreamSpecification: { StreamEnabled: false } });
  const tableClass = (existing.TableClassSummary as { readonly TableClass?: string } | undefined)?.TableClass ?? 'STANDARD';
  if ((wanted.TableClass ?? 'STANDARD') !== tableClass) updates.push({ TableClass: wanted.TableClass ?? 'STANDARD' });
  const maxima = onDemandChange(existing.OnDemandThroughput, wanted.OnDemandThroughput);
  if (maxima && (wanted.BillingMode ?? 'PROVISIONED') !== 'PROVISIONED') updates.push({ OnDemandThroughput: maxima });
  if (wanted.WarmThroughput && !agrees(existing.WarmThroughput, wanted.WarmThroughput)) {
    updates.push({ WarmThroughput: wanted.WarmThroughput });
  }
  const encrypted = existing.SSEDescription as { readonly KMSMasterKeyArn?: string } | undefined;
  const key = wanted.SSESpecification?.KMSMasterKeyId;
  const wantsKey = wanted.SSESpecification?.Enabled === true;
  const sameKey = key === undefined || encrypted?.KMSMasterKeyArn?.endsWith(String(key)) === true;
  if (wantsKey && !(encrypted && sameKey)) updates.push({ SSESpecification: wanted.SSESpecification });
  if (!wantsKey && encrypted) updates.push({ SSESpecification: { Enabled: false } });
  return updates;
}

function indexUpdates(existing: Described, wanted: WireTable): readonly object[] {
  const is = describedIndexes(existing.GlobalSecondaryIndexes);
  const wantedIndexes = wanted.GlobalSecondaryIndexes ?? [];
  const gone = is.filter((index) => !wantedIndexes.some((it) => sameIndex(it, index)));
  const added = wantedIndexes.filter((index) => !is.some((it) => sameIndex(it, index)));
  // The billing's own update has set what a newly provisioned table's indexes have.
  const provisioned = (wanted.BillingMode ?? 'PROVISIONED') === 'PROVISIONED';
  const switched = modeOf(existing) !== (wanted.BillingMode ?? 'PROVISIONED');
  const changed = stayingIndexes(existing, wanted).flatMap((index) => {
    const before = is.find((it) => it.IndexName === index.IndexName);
    const units =
      provisioned && !switched && index.ProvisionedThroughput && !agrees(before?.ProvisionedThroughput, index.ProvisionedThroughput);
    const maxima = provisioned ? undefined : onDemandChange(before?.OnDemandThroughput, index.OnDemandThroughput);
    const warm = index.WarmThroughput && !agrees(before?.WarmThroughput, index.WarmThroughput);
    if (!units && !maxima && !warm) return [];
    const Update = {
      IndexName: index.IndexName,
      ...(units && { ProvisionedThroughput: index.ProvisionedThroughput }),
      ...(maxima && { OnDemandThroughput: maxima }),
      ...(warm && { WarmThroughput: index.WarmThroughput }),
    };
    return [{ GlobalSecondaryIndexUpdates: [{ Update }] }];
  });
  return [
    ...gone.map(({ IndexName }) => ({ GlobalSecondaryIndexUpdates: [{ Delete: { IndexName } }] })),
    ...changed,
    ...added.map((Create) => ({ AttributeDefinitions: wanted.AttributeDefinitions, GlobalSecondaryIndexUpdates: [{ Create }] })),
  ];
}

/** The template's own indexes that the table has already. */
function stayingIndexes(existing: Described, wanted: WireTable): readonly WireIndex[] {
  const is = describedIndexes(existing.GlobalSecondaryIndexes);
  return (wanted.GlobalSecondaryIndexes ?? []).filter((index) => is.some((it) => sameIndex(it, index)));
}

/** Whether a description says of every member what is wanted. */
function agrees(described: unknown, wanted: object): boolean {
  const is = (described ?? {}) as WireMembers;
  return Object.entries(wanted).every(([member, value]) => is[member] === value);
}

/** What to ask for so that the maxima become those wanted: -1 clears one. Undefined when they are. */
function onDemandChange(described: unknown, wanted: WireMembers | undefined): WireMembers | undefined {
  const is = (described ?? {}) as WireMembers;
  const change: { [member: string]: unknown } = {};
  for (const member of ['MaxReadRequestUnits', 'MaxWriteRequestUnits']) {
    const before = is[member] ?? -1;
    const after = wanted?.[member] ?? -1;
    if (before !== after) change[member] = after;
  }
  return Object.keys(change).length === 0 ? undefined : change;
}
