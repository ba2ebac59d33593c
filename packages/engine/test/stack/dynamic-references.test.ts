// Covers which dynamic references are refused before a stack is made; what the stores answer is in stored-values.test.ts. Source: "Get values stored in other services using dynamic
// references", AWS CloudFormation user guide. How they are found in a text is in template/test/resolve-value.test.ts.
import type { Value } from '@gatewright/template';
import { expect, test } from 'vitest';
import { checkTemplate } from '../../src/stack/check-template.ts';

type Properties = { readonly [property: string]: Value };

const variable = (value: Value): Properties => ({ Environment: { Variables: { PASSWORD: value } } });
const secret = '{{resolve:secretsmanager:users:SecretString:password}}';

const cases: [what: string, type: string, properties: Properties, codes: string[]][] = [
  ['a secret in a variable', 'AWS::Lambda::Function', variable(secret), []],
  ['a parameter in a variable', 'AWS::Lambda::Function', variable('{{resolve:ssm:/users/url:2}}'), []],
  ['two in one text', 'AWS::Lambda::Function', variable('{{resolve:ssm:a}}{{resolve:ssm:b}}'), []],
  ['a name put in by Fn::Sub', 'AWS::Lambda::Function', variable({ 'Fn::Sub': '{{resolve:ssm:/${AWS::StackName}/url}}' }), []],
  [
    'a name put in by Fn::Join',
    'AWS::Lambda::Function',
    variable({ 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'Secret' }, '::}}']] }),
    [],
  ],
  ['a branch', 'AWS::Lambda::Function', { Environment: { 'Fn::If': ['Yes', { Variables: { A1: secret } }, { Ref: 'AWS::NoValue' }] } }, []],
  [
    'a secure parameter, which AWS takes elsewhere only',
    'AWS::Lambda::Function',
    variable('{{resolve:ssm-secure:key}}'),
    ['INVALID_VALUE'],
  ],
  ['a service there is not', 'AWS::Lambda::Function', variable('{{resolve:smm:key}}'), ['INVALID_VALUE']],
  ['an API key', 'AWS::ApiGateway::ApiKey', { Value: secret }, []],
  ['what has no effect here', 'AWS::Lambda::Function', { Description: secret, Tags: [{ Key: 'a', Value: secret }] }, []],
  ['plain text', 'AWS::Lambda::Function', variable('{{handlebars}}'), []],
];

test.each(cases)('%s', (_, type, properties, codes) => {
  const answer = checkTemplate({ Resources: { It: { Type: type, Properties: properties } } }, []);
  // Each case writes only what it is about.
  expect(answer.map((it) => it.code).filter((it) => it !== 'MISSING_PROPERTY')).toEqual(codes);
});
