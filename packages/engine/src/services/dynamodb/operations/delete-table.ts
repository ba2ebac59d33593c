import { validationError } from '../../../protocol/shape.ts';
import { type Operation, operation } from '../operation.ts';
import { dynamoDbStructure, tableName } from '../shapes.ts';
import { describeTable } from '../tables/table-description.ts';
import { tableOrNotFound } from '../tables/table-not-found.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteTable.html */
export const deleteTable: Operation = operation(
  'DeleteTable',
  dynamoDbStructure('DeleteTableInput', { TableName: tableName }),
  async (database, request) => {
    const table = tableOrNotFound(database, request.TableName);
    if (table.deletionProtectionEnabled) {
      throw validationError('Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.');
    }
    const description = describeTable(database, table, 'DELETING');
    await database.tables.remove(table);
    return { TableDescription: description };
  },
);
