import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { type ServicesEndpoint, startServices } from '../start-services.ts';

/** What a suite talks to, with names that no other suite of the same endpoint has. */
export interface SnsClients {
  /** With what a client is made. */
  readonly settings: ServicesEndpoint['client'];
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  fresh(suffix?: string): string;
  /** @returns its ARN; a topic whose attributes say `FifoTopic` gets the name of one */
  createTopic(attributes?: Record<string, string>): Promise<string>;
  stop(): Promise<void>;
}

export async function startSns(prefix: string): Promise<SnsClients> {
  const endpoint = await startServices();
  const sns = new SNSClient(endpoint.client);
  const sqs = new SQSClient(endpoint.client);
  let count = 0;
  const fresh = (suffix = ''): string => {
    count += 1;
    return `${prefix}-${process.pid}-${count}${suffix}`;
  };
  return {
    settings: endpoint.client,
    sns,
    sqs,
    fresh,
    async createTopic(Attributes = {}) {
      const Name = fresh(Attributes.FifoTopic ? '.fifo' : '');
      return (await sns.send(new CreateTopicCommand({ Name, Attributes }))).TopicArn ?? '';
    },
    stop: () => endpoint.stop(),
  };
}
