import type { Operation } from './operation.ts';
import { batchExecuteStatement } from './operations/batch-execute-statement.ts';
import { batchGetItem } from './operations/batch-get-item.ts';
import { batchWriteItem } from './operations/batch-write-item.ts';
import { createTable } from './operations/create-table.ts';
import { deleteItem } from './operations/delete-item.ts';
import { deleteTable } from './operations/delete-table.ts';
import { describeEndpoints } from './operations/describe-endpoints.ts';
import { describeLimits } from './operations/describe-limits.ts';
import { describeTable } from './operations/describe-table.ts';
import { describeTimeToLive } from './operations/describe-time-to-live.ts';
import { executeStatement } from './operations/execute-statement.ts';
import { executeTransaction } from './operations/execute-transaction.ts';
import { getItem } from './operations/get-item.ts';
import { listTables } from './operations/list-tables.ts';
import { listTagsOfResource } from './operations/list-tags-of-resource.ts';
import { putItem } from './operations/put-item.ts';
import { query } from './operations/query.ts';
import { scan } from './operations/scan.ts';
import { tagResource } from './operations/tag-resource.ts';
import { transactGetItems } from './operations/transact-get-items.ts';
import { transactWriteItems } from './operations/transact-write-items.ts';
import { untagResource } from './operations/untag-resource.ts';
import { updateItem } from './operations/update-item.ts';
import { updateTable } from './operations/update-table.ts';
import { updateTimeToLive } from './operations/update-time-to-live.ts';

/** Every operation of DynamoDB that we answer; of any other AWS's UnknownOperationException is the answer. */
export const operations: readonly Operation[] = [
  batchExecuteStatement,
  batchGetItem,
  batchWriteItem,
  createTable,
  deleteItem,
  deleteTable,
  describeEndpoints,
  describeLimits,
  describeTable,
  describeTimeToLive,
  executeStatement,
  executeTransaction,
  getItem,
  listTables,
  listTagsOfResource,
  putItem,
  query,
  scan,
  tagResource,
  transactGetItems,
  transactWriteItems,
  untagResource,
  updateItem,
  updateTable,
  updateTimeToLive,
];
