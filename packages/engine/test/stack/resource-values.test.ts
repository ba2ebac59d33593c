// Values of single resources that public templates write: what CloudFormation takes is made, what it refuses is told in the service's words.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadTemplate } from '@gatewright/template';
import { expect, test } from 'vitest';
import { createEngine } from '../../src/engine.ts';

const cases: [what: string, resource: object, told: string[]][] = [
  [
    // Source: the full-stack template of aws-sam-cli-app-templates, which deploys so.
    'a bucket whose encryption says no more than BucketKeyEnabled',
    {
      Type: 'AWS::S3::Bucket',
      Properties: { BucketEncryption: { ServerSideEncryptionConfiguration: [{ BucketKeyEnabled: true }] } },
    },
    [],
  ],
  [
    // Source: "CreateLogGroup", CloudWatch Logs API reference.
    'a log group with blanks in its name',
    { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: 'access logs' } },
    [
      `"It" could not be created: 1 validation error detected: Value 'access logs' at 'logGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+ (InvalidParameterException)`,
      'ROLLBACK_COMPLETE: The following resource(s) failed to create: [It]. Nothing is served.',
    ],
  ],
  [
    // Source: sample-apps/error-processor of aws-lambda-developer-guide.
    'the version of a custom resource',
    { Type: 'AWS::CloudFormation::CustomResource', Version: '1.0', Properties: { ServiceToken: 'arn:aws:sns:us-east-1:123456789012:t' } },
    ['"It" is of the type AWS::CloudFormation::CustomResource, which gatewright does not run.'],
  ],
];

test.each(cases)('%s', async (_, resource, told) => {
  const engine = await createEngine({ projectRoot: mkdtempSync(join(tmpdir(), 'gatewright-values-')), dataRoot: undefined });
  try {
    const compiled = await loadTemplate('template.json', {
      readFile: async () => JSON.stringify({ Resources: { It: resource } }),
      stage: undefined,
      region: 'us-east-1',
      accountId: '123456789012',
      environment: {},
      parameters: {},
      options: {},
    });
    const found = [...compiled.diagnostics, ...(await engine.apply(compiled, { parameters: {}, allowUnsupported: false }))];
    expect(found.map((it) => it.message)).toEqual(told);
  } finally {
    await engine.stop();
  }
});
