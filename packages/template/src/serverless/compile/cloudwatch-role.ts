import type { Draft } from '../draft.ts';
import type { Service } from '../service.ts';
import { addCustomFunction, addCustomResource } from './custom-resources.ts';

const id = 'CustomApiGatewayAccountCloudWatchRole';

/** The account's role by which API Gateway writes logs: Serverless sets it up on AWS, unless somebody else does. */
export function compileCloudWatchRole(service: Service, draft: Draft): void {
  const logs = service.provider.section('logs');
  const written = logs?.raw('restApi');
  const restApi = typeof written === 'object' ? logs?.section('restApi') : undefined;
  if (restApi?.flag('roleManagedExternally') || id in draft.resources) return;
  const place = logs?.place ?? service.provider.place;
  const settings = { RoleArn: restApi?.raw('role') };
  addCustomResource(draft, id, { type: 'Custom::ApiGatewayAccountRole', kind: 'apiGatewayCloudWatchRole', settings, place });
  const statements = [
    {
      Effect: 'Allow',
      Resource: { 'Fn::Join': [':', ['arn', { Ref: 'AWS::Partition' }, 'iam:', { Ref: 'AWS::AccountId' }, 'role/*']] },
      Action: ['iam:AttachRolePolicy', 'iam:CreateRole', 'iam:ListAttachedRolePolicies', 'iam:PassRole'],
    },
    {
      Effect: 'Allow',
      Resource: { 'Fn::Join': [':', ['arn', { Ref: 'AWS::Partition' }, 'apigateway:*::/account']] },
      Action: ['apigateway:GET', 'apigateway:PATCH'],
    },
  ];
  addCustomFunction(service, draft, 'apiGatewayCloudWatchRole', { statements, place });
}
