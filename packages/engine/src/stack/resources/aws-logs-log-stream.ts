import { ServiceError } from '../../protocol/service-error.ts';
import type { ResourceProvider } from '../resource-provider.ts';
import { gone } from './logs-resource.ts';

/** @source "AWS::Logs::LogStream", AWS CloudFormation template reference */
export const awsLogsLogStream: ResourceProvider = {
  type: 'AWS::Logs::LogStream',
  properties: { LogGroupName: 'honoured', LogStreamName: 'honoured' },
  replacing: ['LogGroupName', 'LogStreamName'],
  async create({ services, stackName, logicalId }, { LogGroupName: logGroupName, LogStreamName }) {
    const logStreamName = typeof LogStreamName === 'string' ? LogStreamName : `${stackName}-${logicalId}`;
    try {
      await services.logs.call('CreateLogStream', { logGroupName, logStreamName });
    } catch (error) {
      // An earlier run has left it.
      if (!(error instanceof ServiceError) || error.code !== 'ResourceAlreadyExistsException') throw error;
    }
    return { physicalResourceId: logStreamName };
  },
  update: async (_context, physicalResourceId) => ({ physicalResourceId }),
  async delete({ services }, logStreamName, { LogGroupName: logGroupName } = {}) {
    await gone(services.logs.call('DeleteLogStream', { logGroupName, logStreamName }));
  },
};
