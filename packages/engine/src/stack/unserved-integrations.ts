import { placeOf } from '@gatewright/template';
import type { Integration } from '../services/apigatewayv2/http-api.ts';
import { placeIn } from '../trace/place-in.ts';
import type { ProviderContext } from './resource-provider.ts';

/** As `gateway/http/integrations/aws-service.ts` has them. */
const servedSubtypes: readonly string[] = ['EventBridge-PutEvents', 'SQS-SendMessage'];

/** Reports what AWS would do for an integration of an HTTP API and this gateway does not. Its requests are answered with 500. */
export function reportUnservedIntegrations({ logicalId, report }: ProviderContext, integration: Integration): void {
  const unsupported = (message: string, member: string): void => {
    const at = placeIn(integration.source, member, member.charAt(0).toLowerCase() + member.slice(1)) ?? placeOf(integration.source);
    const hint = 'Accept it with --allow-unsupported: its requests are then answered with 500, never let through.';
    report({ code: 'UNSUPPORTED_PROPERTY', severity: 'error', unsupported: true, message: `"${logicalId}": ${message}`, at, hint });
  };
  const { integrationSubtype, connectionType } = integration;
  if (integrationSubtype !== undefined && !servedSubtypes.includes(integrationSubtype))
    unsupported(`gatewright does not serve integrations of the subtype ${integrationSubtype}.`, 'IntegrationSubtype');
  if (connectionType === 'VPC_LINK') unsupported('gatewright does not reach backends through VPC links.', 'ConnectionType');
}
