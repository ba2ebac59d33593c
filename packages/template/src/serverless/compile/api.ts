import { isMapping } from '../../source.ts';
import { type Draft, properties } from '../draft.ts';
import { knownProperties } from '../known-properties.ts';
import type { Service } from '../service.ts';
import { compileApiKeys } from './api-keys.ts';
import { compileAuthorizerPermissions, compileAuthorizers } from './authorizers.ts';
import { compileCloudWatchRole } from './cloudwatch-role.ts';
import { compileCors } from './cors.ts';
import { compileDeployment } from './deployment.ts';
import type { EventCompilation, FunctionEvent } from './event-type.ts';
import { readHttpEvents } from './http-events.ts';
import { compileMethods, compilePermissions } from './methods.ts';
import { compileRequestValidation } from './request.ts';
import { compileRestApi } from './rest-api.ts';

/** The REST API that the `http` events make together. */
export function compileApi(written: readonly FunctionEvent[], { service, draft }: EventCompilation): void {
  const events = readHttpEvents(service, written);
  if (events.length === 0) return;
  const api = compileRestApi(service, events, draft);
  compileCors(events, api, draft);
  const validation = compileRequestValidation(service, events, api, draft);
  compileMethods(service, events, api, validation, draft);
  compileAuthorizers(events, api, draft);
  const deployment = compileDeployment(service, api, draft);
  compileApiKeys(service, api, deployment, draft);
  compilePermissions(events, api, draft);
  compileAuthorizerPermissions(events, api, draft);
  compileAccessLogGroup(service, draft);
}

/** The log group that access logs go to; osls turns the logs themselves on after the deployment, outside of the template. */
function compileAccessLogGroup(service: Service, draft: Draft): void {
  const { name, stage, provider } = service;
  const logs = provider.section('logs');
  const written = logs?.raw('restApi');
  const settings = isMapping(written) ? logs?.section('restApi') : undefined;
  settings?.allow(knownProperties.restApiLogs);
  if (written === undefined || written === false || settings?.flag('accessLogging') === false) return;
  const group = properties({
    LogGroupName: `/aws/api-gateway/${name}-${stage}`,
    RetentionInDays: provider.number('logRetentionInDays'),
    DataProtectionPolicy: provider.raw('logDataProtectionPolicy'),
  });
  draft.add('ApiGatewayLogGroup', { Type: 'AWS::Logs::LogGroup', Properties: group }, logs?.placeOfName('restApi'));
  compileCloudWatchRole(service, draft);
}
