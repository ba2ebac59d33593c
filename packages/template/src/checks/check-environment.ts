import type { Report } from '../diagnostic.ts';
import { placeOfKey } from '../places.ts';
import { isMapping } from '../source.ts';
import type { Template } from '../template.ts';

/** @source "Using Lambda environment variables", AWS Lambda developer guide */
const reservedNames: ReadonlySet<string> = new Set([
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_DEFAULT_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_LAMBDA_RUNTIME_API',
  'AWS_REGION',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'LAMBDA_RUNTIME_DIR',
  'LAMBDA_TASK_ROOT',
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
]);

/** Lambda refuses functions that set a variable it sets itself, or one whose name it does not allow. */
export function checkEnvironment(template: Template, report: Report): void {
  for (const [logicalId, { Type: type, Properties: properties = {} }] of Object.entries(template.Resources)) {
    const environment = type === 'AWS::Lambda::Function' ? properties.Environment : undefined;
    const variables = isMapping(environment) ? environment.Variables : undefined;
    if (!isMapping(variables)) continue;
    for (const name of Object.keys(variables)) {
      const at = placeOfKey(variables, name);
      if (reservedNames.has(name)) {
        const message = `"${logicalId}" sets the environment variable ${name}, which Lambda keeps for itself.`;
        report({
          code: 'RESERVED_ENVIRONMENT_NAME',
          severity: 'error',
          message,
          at,
          hint: `Give it another name, like APP_${name.replace(/^_+/, '')}.`,
        });
      } else if (!/^[a-zA-Z]\w+$/.test(name) && !name.startsWith('Fn::')) {
        const message = `"${logicalId}" sets the environment variable "${name}", a name that Lambda does not allow.`;
        const hint = 'A name begins with a letter, has two or more characters, and holds letters, digits and "_" only.';
        report({ code: 'INVALID_VALUE', severity: 'error', message, at, hint });
      }
    }
  }
}
