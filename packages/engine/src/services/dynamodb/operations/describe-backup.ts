import { required, string } from '../../../protocol/shape.ts';
import { findBackup } from '../backups/backup.ts';
import { describeBackup as describe } from '../backups/describe-backup.ts';
import { type Operation, operation } from '../operation.ts';
import { dynamoDbStructure } from '../shapes.ts';

const input = dynamoDbStructure('DescribeBackupInput', { BackupArn: required(string({ min: 37, max: 1024 })) });

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeBackup.html */
export const describeBackup: Operation = operation('DescribeBackup', input, (database, { BackupArn }) => ({
  BackupDescription: describe(database, findBackup(database, BackupArn), 'AVAILABLE'),
}));
