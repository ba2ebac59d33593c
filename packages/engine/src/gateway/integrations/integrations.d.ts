import type { IntegrationType } from '../../services/apigateway/rest-api.ts';
import type { RestIntegration } from './integration.ts';
export declare function restIntegrationOf(type: IntegrationType): RestIntegration;
