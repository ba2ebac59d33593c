import type { ResourceProvider } from './resource-provider.ts';
import { awsIamManagedPolicy } from './resources/aws-iam-managed-policy.ts';
import { awsIamPolicy } from './resources/aws-iam-policy.ts';
import { awsIamRole } from './resources/aws-iam-role.ts';
import { awsLogsLogGroup } from './resources/aws-logs-log-group.ts';

/** Every CloudFormation resource type that this engine provisions. To add one: one file in resources/, one line here. */
export const resourceProviders: readonly ResourceProvider[] = [awsIamManagedPolicy, awsIamPolicy, awsIamRole, awsLogsLogGroup];
