import type { ApiFacts } from './apis.ts';
import type { TemplateFacts } from './template-facts.ts';
import { namesIn, text } from './values.ts';

const production = /^(prod|production|live)$/i;
/** SAM calls every stage of its implicit API "Prod", whatever it is for. */
const implicitApi = 'ServerlessRestApi';

/** The name of an API's stage when it is one that people depend on. */
export function productionStage(template: TemplateFacts | undefined, api: ApiFacts): string | undefined {
  if (api.logicalId === implicitApi) return undefined;
  return ['AWS::ApiGateway::Stage', 'AWS::ApiGateway::Deployment', 'AWS::ApiGatewayV2::Stage']
    .flatMap((type) => template?.resourcesOf(type) ?? [])
    .filter(({ resource }) => namesIn(resource.Properties?.RestApiId ?? resource.Properties?.ApiId).includes(api.logicalId))
    .map(({ resource }) => text(resource.Properties?.StageName))
    .find((it) => it !== undefined && production.test(it));
}
