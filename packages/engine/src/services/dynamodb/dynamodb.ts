import type { AwsService } from '../../protocol/aws-service.ts';

/** DynamoDB: tables and items on the store. */
export interface DynamoDbService extends AwsService {
  /** Runs one operation with AWS's own input and output shapes, without the wire. @throws ServiceError as AWS answers */
  call(operation: string, input: object): Promise<Record<string, unknown>>;
}
