// The faults of the article's own snippets (examples/article-as-printed), each at its file and line; and nothing but notes in the examples that do it right.
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadTemplate } from '@gatewright/template';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/doctor/finding.ts';
import { createProjectFiles } from '../../src/doctor/project-files.ts';
import { runDoctor } from '../../src/doctor/run-doctor.ts';

const examples = fileURLToPath(new URL('../../../../examples/', import.meta.url));

async function examine(folder: string, template: string): Promise<readonly Finding[]> {
  const files = createProjectFiles(`${examples}${folder}`);
  const settings = { stage: undefined, region: 'us-east-1', accountId: '123456789012', environment: {}, parameters: {}, options: {} };
  return runDoctor({ compiled: await loadTemplate(template, { readFile: files.readFile, ...settings }), ...files });
}

/** What must be named, as `file:line RULE`; a snippet's other findings are the ones of its scaffolding. */
const faults: readonly { readonly folder: string; readonly template?: string; readonly named: readonly string[] }[] = [
  {
    folder: 'first-handler',
    named: [
      'handler.js:12 WILDCARD_ORIGIN',
      'handler.js:15 HANDLER_WITHOUT_CATCH',
      'handler.js:15 UNDECLARED_NAME',
      'handler.js:21 BODY_PARSE_UNGUARDED',
      'handler.js:21 BODY_MAY_BE_NULL',
      'handler.js:21 BASE64_BODY_IGNORED',
      'handler.js:22 UNDECLARED_NAME',
      'handler.js:35 RESPONSE_WITHOUT_CORS',
      'template.yaml:6 FUNCTION_ON_DEFAULTS',
      'template.yaml:6 FUNCTION_NOT_VERSIONED',
      'template.yaml:10 DEAD_RUNTIME',
      'template.yaml:12 ROOT_PATH_NOT_ROUTED',
      'template.yaml:25 PREFLIGHT_HEADERS_INCOMPLETE',
      'template.yaml:26 WILDCARD_ORIGIN',
      'template.yaml:26 GATEWAY_ERRORS_WITHOUT_CORS',
    ],
  },
  {
    folder: 'sam-template',
    named: [
      'handler.js:6 SYNTAX_NEWER_THAN_RUNTIME',
      'routes/users.js:5 ENVIRONMENT_VARIABLE_UNSET',
      'template.yaml:6 FUNCTION_ON_DEFAULTS',
      'template.yaml:6 MISSING_PERMISSION',
      'template.yaml:10 DEAD_RUNTIME',
      'template.yaml:25 PREFLIGHT_HEADERS_INCOMPLETE',
    ],
  },
  {
    folder: 'serverless-yml',
    template: 'serverless.yml',
    named: [
      'handler.js:6 SYNTAX_NEWER_THAN_RUNTIME',
      'serverless.yml:6 DEAD_RUNTIME',
      'serverless.yml:9 UNRESOLVED_VARIABLE',
      'serverless.yml:12 MISSING_PERMISSION',
      'serverless.yml:15 ROOT_PATH_NOT_ROUTED',
      'serverless.yml:18 GATEWAY_ERRORS_WITHOUT_CORS',
      'serverless.yml:22 TABLE_DELETED_WITH_STACK',
      'serverless.yml:25 UNRESOLVED_VARIABLE',
    ],
  },
  {
    folder: 'routes',
    named: [
      'routes/users.js:2 AWS_SDK_V2',
      'routes/users.js:3 SDK_KEEP_ALIVE_OFF',
      'routes/users.js:8 SCAN_READS_ONE_PAGE',
      'routes/users.js:27 CLIENT_OVERWRITES_ID',
      'routes/users.js:40 RANDOM_ID',
    ],
  },
  {
    folder: 'main-handler',
    named: [
      'handler.js:12 PROXY_PATH_WITHOUT_SLASH',
      'handler.js:16 ROUTE_TEMPLATE_COMPARED',
      'handler.js:17 PATH_SEGMENT_UNCHECKED',
      'handler.js:24 BODY_PARSE_UNGUARDED',
      'handler.js:24 BODY_MAY_BE_NULL',
      'handler.js:24 BASE64_BODY_IGNORED',
      'handler.js:56 ERROR_TEXT_IN_RESPONSE',
    ],
  },
  {
    folder: 'api-key',
    named: [
      'handler.js:3 HEADER_NAME_CASE',
      'handler.js:6 KEY_COMPARED_WITH_ENVIRONMENT',
      'handler.js:12 UNAUTHORIZED_WITHOUT_CHALLENGE',
      'handler.js:18 HANDLER_RETURNS_NOTHING',
    ],
  },
  {
    folder: 'jwt',
    named: [
      'handler.js:4 HEADER_NAME_CASE',
      'handler.js:4 BEARER_TOKEN_CUT_OUT',
      'handler.js:11 JWT_ALGORITHM_NOT_PINNED',
      'handler.js:11 JWT_SHARED_SECRET',
      'handler.js:11 CONFIGURATION_ERROR_HIDDEN',
      'handler.js:20 EVENT_CHANGED',
      'handler.js:23 UNDECLARED_NAME',
      'handler.js:25 AUTHENTICATION_CATCH_TOO_WIDE',
      'handler.js:25 UNDECLARED_NAME',
    ],
  },
  {
    folder: 'typed-errors',
    named: [
      'handler.js:1 ERROR_CLASS_WITHOUT_NAME',
      'handler.js:23 UNDECLARED_NAME',
      'handler.js:27 UNDECLARED_NAME',
      'handler.js:31 UNDECLARED_NAME',
      'handler.js:34 UNDECLARED_NAME',
    ],
  },
  {
    folder: 'validation',
    named: [
      'handler.js:11 BODY_PARSE_UNGUARDED',
      'handler.js:11 BASE64_BODY_IGNORED',
      'handler.js:20 VALIDATION_DETAILS_ECHO_INPUT',
      'handler.js:26 HANDLER_WITHOUT_CATCH',
      'handler.js:26 UNDECLARED_NAME',
      'handler.js:29 HANDLER_RETURNS_NOTHING',
    ],
  },
  {
    folder: 'cors',
    named: ['handler.js:2 WILDCARD_ORIGIN', 'handler.js:4 PREFLIGHT_INCOMPLETE', 'template.yaml:15 GATEWAY_ERRORS_WITHOUT_CORS'],
  },
  {
    folder: 'metrics',
    named: [
      'handler.js:2 AWS_SDK_V2',
      'handler.js:6 METRICS_ON_REQUEST_PATH',
      'handler.js:24 METRICS_FAILURE_FAILS_REQUEST',
      'handler.js:25 METRICS_FAILURE_FAILS_REQUEST',
      'handler.js:30 METRICS_FAILURE_FAILS_REQUEST',
    ],
  },
];

describe("names the article's faults", () => {
  test.each(faults)('$folder', async ({ folder, template = 'template.yaml', named }) => {
    const findings = await examine(`article-as-printed/${folder}`, template);
    const found = findings.map(({ at, rule }) => `${at.file}:${at.line} ${rule}`);
    expect(found).toEqual(expect.arrayContaining([...named]));
  });

  test('of every snippet', () => {
    const folders = readdirSync(`${examples}article-as-printed`, { withFileTypes: true }).filter(
      (it) => it.isDirectory() && it.name !== 'node_modules',
    );
    expect(folders.map((it) => it.name).sort()).toEqual(faults.map((it) => it.folder).sort());
  });
});

describe('finds neither error nor warning where it is done right', () => {
  test.each([
    ['article', 'template.yaml'],
    ['article', 'serverless.yml'],
    ['users-api', 'template.yaml'],
  ])('%s %s', async (folder, template) => {
    const findings = await examine(folder, template);
    const faults = findings.filter((it) => it.severity !== 'note');
    expect(faults.map(({ at, rule, message }) => `${at.file}:${at.line} ${rule} ${message}`)).toEqual([]);
  });
});
