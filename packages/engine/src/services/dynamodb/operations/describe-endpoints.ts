import { type Operation, operation } from '../operation.ts';
import { dynamoDbStructure } from '../shapes.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeEndpoints.html */
export const describeEndpoints: Operation = operation(
  'DescribeEndpoints',
  dynamoDbStructure('DescribeEndpointsInput', {}),
  ({ world }) => ({
    Endpoints: [{ Address: `dynamodb.${world.region}.amazonaws.com`, CachePeriodInMinutes: 1440 }],
  }),
);
