import { backedUpTable } from '../backups/backup.ts';
import { continuousBackups } from '../backups/continuous-backups.ts';
import { type Operation, operation } from '../operation.ts';
import { dynamoDbStructure, tableName } from '../shapes.ts';

const input = dynamoDbStructure('DescribeContinuousBackupsInput', { TableName: tableName });

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeContinuousBackups.html */
export const describeContinuousBackups: Operation = operation('DescribeContinuousBackups', input, (database, { TableName }) => ({
  ContinuousBackupsDescription: continuousBackups(database, backedUpTable(database, TableName)),
}));
