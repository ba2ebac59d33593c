import { ServiceError } from '../../protocol/service-error.ts';

/** Operations of DynamoDB and of its streams that this machine does not have, and what they would need. */
const unsupported: { readonly [operation: string]: string } = {
  DescribeContributorInsights: 'CloudWatch Contributor Insights',
  DescribeExport: 'exports to S3',
  DescribeImport: 'imports from S3',
  DescribeKinesisStreamingDestination: 'Kinesis Data Streams',
  DescribeTableReplicaAutoScaling: 'global tables',
  DeleteResourcePolicy: 'resource policies',
  DisableKinesisStreamingDestination: 'Kinesis Data Streams',
  EnableKinesisStreamingDestination: 'Kinesis Data Streams',
  ExportTableToPointInTime: 'exports to S3',
  GetResourcePolicy: 'resource policies',
  ImportTable: 'imports from S3',
  ListContributorInsights: 'CloudWatch Contributor Insights',
  ListExports: 'exports to S3',
  ListImports: 'imports from S3',
  PutResourcePolicy: 'resource policies',
  SearchVectors: 'vector indexes',
  UpdateContributorInsights: 'CloudWatch Contributor Insights',
  UpdateKinesisStreamingDestination: 'Kinesis Data Streams',
  UpdateTableReplicaAutoScaling: 'global tables',
};

/**
 * The refusal of an operation that is not in the lists: AWS's own for what it does not know either, and one that says what is missing
 * for what it does.
 */
export function refusalOf(operation: string): ServiceError {
  const missing = Object.hasOwn(unsupported, operation) ? unsupported[operation] : undefined;
  if (missing === undefined) return new ServiceError('UnknownOperationException', '');
  return new ServiceError(
    'UnknownOperationException',
    `${operation} is not supported: gatewright has no ${missing} on this machine. See docs/compatibility.md.`,
  );
}
