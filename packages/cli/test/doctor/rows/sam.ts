// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the samples are code.
import type { RuleRows } from './row.ts';

const sam = (properties: string, api = ''): string =>
  `Transform: AWS::Serverless-2016-10-31\nResources:\n  Api:\n    Type: AWS::Serverless::Function\n    Properties:\n      CodeUri: .\n      Handler: handler.handler\n      Runtime: nodejs24.x\n${properties}      Events:\n        Get:\n          Type: Api\n          Properties:\n            Path: /orders\n            Method: get\n${api}`;
const code = 'exports.handler = async () => ({ statusCode: 200, body: "" });';

export const samRows: readonly RuleRows[] = [
  {
    rule: 'FUNCTION_ON_DEFAULTS',
    faulty: [{ 'handler.js': code, 'template.yaml': sam('') }],
    fine: [{ 'handler.js': code, 'template.yaml': sam('      Timeout: 10\n      MemorySize: 256\n') }],
  },
];
