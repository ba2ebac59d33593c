// Covers which dynamic references are told before a stack is made. Source: "Get values stored in other services using dynamic
// references", AWS CloudFormation user guide. How they are found in a text is in template/test/resolve-value.test.ts.
import type { Value } from '@gatewright/template';
import { expect, test } from 'vitest';
import { checkTemplate } from '../../src/stack/check-template.ts';

type Properties = { readonly [property: string]: Value };

const variable = (value: Value): Properties => ({ Environment: { Variables: { PASSWORD: value } } });
const secret = '{{resolve:secretsmanager:users:SecretString:password}}';

const cases: [what: string, type: string, properties: Properties, codes: string[]][] = [
  ['a secret in a variable', 'AWS::Lambda::Function', variable(secret), ['UNRESOLVED_DYNAMIC_REFERENCE']],
  ['a parameter in a variable', 'AWS::Lambda::Function', variable('{{resolve:ssm:/users/url:2}}'), ['UNRESOLVED_DYNAMIC_REFERENCE']],
  [
    'two in one text',
    'AWS::Lambda::Function',
    variable('{{resolve:ssm:a}}{{resolve:ssm:b}}'),
    ['UNRESOLVED_DYNAMIC_REFERENCE', 'UNRESOLVED_DYNAMIC_REFERENCE'],
  ],
  [
    'a name put in by Fn::Sub',
    'AWS::Lambda::Function',
    variable({ 'Fn::Sub': '{{resolve:ssm:/${AWS::StackName}/url}}' }),
    ['UNRESOLVED_DYNAMIC_REFERENCE'],
  ],
  [
    'a name put in by Fn::Join',
    'AWS::Lambda::Function',
    variable({ 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'Secret' }, '::}}']] }),
    ['UNRESOLVED_DYNAMIC_REFERENCE'],
  ],
  [
    'a branch',
    'AWS::Lambda::Function',
    { Environment: { 'Fn::If': ['Yes', { Variables: { A1: secret } }, { Ref: 'AWS::NoValue' }] } },
    ['UNRESOLVED_DYNAMIC_REFERENCE'],
  ],
  [
    'a secure parameter, which AWS takes elsewhere only',
    'AWS::Lambda::Function',
    variable('{{resolve:ssm-secure:key}}'),
    ['INVALID_VALUE'],
  ],
  ['a service there is not', 'AWS::Lambda::Function', variable('{{resolve:smm:key}}'), ['INVALID_VALUE']],
  ['an API key', 'AWS::ApiGateway::ApiKey', { Value: secret }, ['UNRESOLVED_DYNAMIC_REFERENCE']],
  ['what has no effect here', 'AWS::Lambda::Function', { Description: secret, Tags: [{ Key: 'a', Value: secret }] }, []],
  ['plain text', 'AWS::Lambda::Function', variable('{{handlebars}}'), []],
];

test.each(cases)('%s', (_, type, properties, codes) => {
  const answer = checkTemplate({ Resources: { It: { Type: type, Properties: properties } } }, []);
  expect(answer.map((it) => it.code)).toEqual(codes);
  expect(answer.map((it) => it.unsupported ?? false)).toEqual(codes.map((it) => it === 'UNRESOLVED_DYNAMIC_REFERENCE'));
});

test('a variable that --env-file gives needs no secret', () => {
  const template = { Resources: { It: { Type: 'AWS::Lambda::Function', Properties: variable(secret) } } };
  expect(checkTemplate(template, [], () => true, ['PASSWORD'])).toEqual([]);
});
