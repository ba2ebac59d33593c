import type { Operation } from './operation.ts';
import { addPermission } from './operations/add-permission.ts';
import { createFunctionUrlConfig } from './operations/create-function-url-config.ts';
import { deleteFunctionConcurrency } from './operations/delete-function-concurrency.ts';
import { deleteFunctionUrlConfig } from './operations/delete-function-url-config.ts';
import { getAlias } from './operations/get-alias.ts';
import { getFunction } from './operations/get-function.ts';
import { getFunctionConcurrency } from './operations/get-function-concurrency.ts';
import { getFunctionConfiguration } from './operations/get-function-configuration.ts';
import { getFunctionUrlConfig } from './operations/get-function-url-config.ts';
import { getPolicy } from './operations/get-policy.ts';
import { invoke } from './operations/invoke.ts';
import { listAliases } from './operations/list-aliases.ts';
import { listFunctionUrlConfigs } from './operations/list-function-url-configs.ts';
import { listFunctions } from './operations/list-functions.ts';
import { listVersionsByFunction } from './operations/list-versions-by-function.ts';
import { putFunctionConcurrency } from './operations/put-function-concurrency.ts';
import { removePermission } from './operations/remove-permission.ts';
import { updateFunctionUrlConfig } from './operations/update-function-url-config.ts';

/** What of the Lambda API runs here. To add one: a file in operations/, a line here. Anything else is refused by name. */
export const operations: readonly Operation[] = [
  addPermission,
  createFunctionUrlConfig,
  deleteFunctionConcurrency,
  deleteFunctionUrlConfig,
  getAlias,
  getFunction,
  getFunctionConcurrency,
  getFunctionConfiguration,
  getFunctionUrlConfig,
  getPolicy,
  invoke,
  listAliases,
  listFunctionUrlConfigs,
  listFunctions,
  listVersionsByFunction,
  putFunctionConcurrency,
  removePermission,
  updateFunctionUrlConfig,
];
