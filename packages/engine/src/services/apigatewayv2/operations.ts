import type { Operation } from './operation.ts';
import { apiOperations } from './operations/apis.ts';
import { authorizerOperations } from './operations/authorizers.ts';
import { deploymentOperations } from './operations/deployments.ts';
import { exportOperations } from './operations/export-api.ts';
import { integrationOperations } from './operations/integrations.ts';
import { routeOperations } from './operations/routes.ts';
import { stageOperations } from './operations/stages.ts';
import { tagOperations } from './operations/tags.ts';

/** What of API Gateway V2's control plane runs here, by what it is about. Anything else is refused by name. */
export const operations: readonly Operation[] = [
  ...apiOperations,
  ...authorizerOperations,
  ...deploymentOperations,
  ...exportOperations,
  ...integrationOperations,
  ...routeOperations,
  ...stageOperations,
  ...tagOperations,
];
