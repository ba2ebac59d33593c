import { type Draft, properties } from '../draft.ts';
import { instanceId } from '../instance-id.ts';
import { deploymentId } from '../naming.ts';
import type { Service } from '../service.ts';
import type { RestApi } from './rest-api.ts';

/** The deployment that puts all methods on the stage. */
export function compileDeployment({ stage, apiGateway, provider }: Service, api: RestApi, draft: Draft): string {
  const id = deploymentId(instanceId);
  const place = apiGateway.placeOfName('stage') ?? provider.placeOfName('stage') ?? provider.place;
  const all = properties({ RestApiId: api.id, StageName: apiGateway.text('stage') ?? stage, Description: apiGateway.text('description') });
  draft.add(id, { Type: 'AWS::ApiGateway::Deployment', Properties: all, DependsOn: [...api.methodIds] }, place);
  const url = ['https://', api.id, '.execute-api.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }, `/${stage}`];
  draft.output('ServiceEndpoint', { Description: 'URL of the service endpoint', Value: { 'Fn::Join': ['', url] } }, place);
  return id;
}
