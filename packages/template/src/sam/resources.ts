import { serverlessApi } from './api/api.ts';
import { serverlessFunction } from './function/function.ts';
import { serverlessHttpApi } from './http-api/http-api.ts';
import { serverlessLayerVersion } from './layer-version.ts';
import type { SamResourceType } from './resource-types.ts';
import { serverlessSimpleTable } from './simple-table.ts';

/**
 * Every resource type of SAM, in the order they are compiled: functions first, since their events add to the APIs.
 * @source "AWS SAM resources and properties", AWS SAM developer guide
 */
export const samResourceTypes: readonly SamResourceType[] = [
  serverlessFunction,
  { type: 'AWS::Serverless::StateMachine' },
  serverlessApi,
  serverlessHttpApi,
  { type: 'AWS::Serverless::WebSocketApi' },
  serverlessSimpleTable,
  serverlessLayerVersion,
  { type: 'AWS::Serverless::Application' },
  { type: 'AWS::Serverless::CapacityProvider' },
  // Connectors are compiled when all else is: `compileConnectors`.
  { type: 'AWS::Serverless::Connector', compile: () => undefined },
  { type: 'AWS::Serverless::GraphQLApi' },
];
