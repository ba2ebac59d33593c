import type { AwsService } from '../protocol/aws-service.ts';
import type { Services } from './services.ts';

/** A service that integrations call by its wire protocol. */
export interface CalledService {
  readonly service: (services: Services) => AwsService;
  /** What stands before the action in X-Amz-Target, for services that speak JSON. */
  readonly targetPrefix?: string;
  /** True when a form is what it reads unless JSON is asked for. */
  readonly speaksQuery?: boolean;
}

/**
 * The services that a REST API's integrations of type AWS can call, by the name in their URI; functions, tables and buckets have a way of
 * their own.
 * @source localstack's recordings of GetParameter, which API Gateway asks for by the query protocol, and of PutEvents
 */
export const calledServices: { readonly [name: string]: CalledService } = {
  events: { service: ({ events }) => events, targetPrefix: 'AWSEvents' },
  kms: { service: ({ kms }) => kms, targetPrefix: 'TrentService' },
  logs: { service: ({ logs }) => logs, targetPrefix: 'Logs_20140328' },
  secretsmanager: { service: ({ secretsmanager }) => secretsmanager, targetPrefix: 'secretsmanager' },
  sns: { service: ({ sns }) => sns, speaksQuery: true },
  sqs: { service: ({ sqs }) => sqs, targetPrefix: 'AmazonSQS', speaksQuery: true },
  ssm: { service: ({ ssm }) => ssm, targetPrefix: 'AmazonSSM', speaksQuery: true },
};
