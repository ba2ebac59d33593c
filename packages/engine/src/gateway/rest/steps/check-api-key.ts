import { placeOf } from '@gatewright/template';
import type { ApiKey } from '../../../services/apigateway/rest-api.ts';
import { placeIn } from '../../../trace/place-in.ts';
import type { Explanation } from '../../../trace/trace.ts';
import { GatewayError } from '../../gateway-error.ts';
import type { Step } from '../../step.ts';
import type { RestExchange } from '../rest-exchange.ts';
import type { RestRoute } from '../served-stage.ts';

/**
 * Lets only callers pass whose key exists, is enabled and belongs to a usage plan of this stage. AWS answers alike to all others.
 * @source "Choose an API key source"; "Usage plans and API keys for REST APIs"; localstack's recordings
 */
export const checkApiKey: Step<RestExchange, RestRoute> = {
  name: 'checkApiKey',
  applies: ({ method }) => method.apiKeyRequired,
  run(exchange) {
    const { stage, services } = exchange;
    const fromAuthorizer = stage.api.apiKeySource === 'AUTHORIZER';
    const value = fromAuthorizer ? exchange.authorizer?.usageIdentifierKey : exchange.headers.last('x-api-key');
    const key = value === undefined ? undefined : services.apigateway.apiKeyOfValue(value);
    const plan = key && services.apigateway.usagePlanOf(key.id, stage.api.id, stage.stage.stageName);
    if (!key?.enabled || !plan) {
      throw new GatewayError('INVALID_API_KEY', 'Forbidden', { explanation: explain(value, key, exchange) });
    }
    exchange.apiKey = { id: key.id, value: key.value };
    exchange.usagePlan = plan;
  },
};

function explain(value: string | undefined, key: ApiKey | undefined, { stage, route }: RestExchange): Explanation {
  const { source } = route.method;
  const at = placeIn(source, 'ApiKeyRequired', 'security');
  const what = `${route.method.httpMethod} ${route.resource.path} requires an API key`;
  if (value === undefined) {
    const fromAuthorizer = stage.api.apiKeySource === 'AUTHORIZER';
    const hint = fromAuthorizer ? 'The authorizer must answer with usageIdentifierKey.' : 'Send it in the header x-api-key.';
    return { message: `${what}, and the request has none.`, at, hint };
  }
  if (!key)
    return {
      message: `${what}, and no key has the value that was sent.`,
      at,
      hint: 'Look up the value of the key: the template makes it up unless it says Value.',
    };
  if (!key.enabled)
    return {
      message: `${what}, and the key "${key.name}" is not enabled.`,
      at: placeOf(key.source),
      hint: 'Set Enabled: true on the AWS::ApiGateway::ApiKey.',
    };
  const message = `${what}, and the key "${key.name}" belongs to no usage plan of the stage ${stage.stage.stageName}.`;
  return { message, at: placeOf(key.source), hint: "Add an AWS::ApiGateway::UsagePlanKey, and the stage to the usage plan's ApiStages." };
}
