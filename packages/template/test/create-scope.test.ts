// Covers parameters, conditions and pseudo parameters. Source: "CloudFormation template Parameters syntax" and "Condition
// functions", AWS CloudFormation user guide. What uses them is in resolve-value.test.ts.
import { expect, test } from 'vitest';
import { createScope, type Template, type Value } from '../src/index.ts';

type Parameter = { readonly [member: string]: Value };

function check(template: Partial<Template>, parameters: { [name: string]: string } = {}, region = 'us-east-1') {
  const settings = { parameters, stackName: 'stack', region, accountId: '123456789012' };
  const { scope, diagnostics } = createScope(
    { Resources: {}, ...template },
    settings,
    () => undefined,
    () => undefined,
  );
  return { scope, codes: diagnostics.map((it) => it.code) };
}

const parameters: [name: string, parameter: Parameter, given: string | undefined, value: Value, codes: string[]][] = [
  ['takes the Default', { Type: 'String', Default: 'a' }, undefined, 'a', []],
  ['takes what is given', { Type: 'String', Default: 'a' }, 'b', 'b', []],
  ['takes an empty Default', { Type: 'String', Default: '' }, undefined, '', []],
  ['makes text of a Number', { Type: 'Number', Default: 3 }, undefined, '3', []],
  ['refuses a Number that is none', { Type: 'Number' }, 'x', 'x', ['INVALID_VALUE']],
  ['splits a CommaDelimitedList', { Type: 'CommaDelimitedList' }, 'a, b', ['a', 'b'], []],
  ['splits a List<Number>', { Type: 'List<Number>' }, '1,2', ['1', '2'], []],
  ['refuses a List<Number> with text', { Type: 'List<Number>' }, '1,x', ['1', 'x'], ['INVALID_VALUE']],
  ['splits a list of ids', { Type: 'List<AWS::EC2::Subnet::Id>' }, 'subnet-1,subnet-2', ['subnet-1', 'subnet-2'], []],
  ['needs a value', { Type: 'String' }, undefined, '', ['MISSING_PROPERTY']],
  ['keeps to AllowedValues', { Type: 'String', AllowedValues: ['a', 'b'] }, 'c', 'c', ['INVALID_VALUE']],
  ['compares AllowedValues as text', { Type: 'Number', AllowedValues: [1, 2] }, '2', '2', []],
  ['keeps to MinValue', { Type: 'Number', MinValue: 2 }, '1', '1', ['INVALID_VALUE']],
  ['keeps to MaxValue', { Type: 'Number', MaxValue: 2 }, '3', '3', ['INVALID_VALUE']],
  ['keeps to MinLength', { Type: 'String', MinLength: 2 }, 'a', 'a', ['INVALID_VALUE']],
  ['keeps to MaxLength', { Type: 'String', MaxLength: 2 }, 'abc', 'abc', ['INVALID_VALUE']],
  ['matches the whole against AllowedPattern', { Type: 'String', AllowedPattern: '[a-z]+' }, 'ab1', 'ab1', ['INVALID_VALUE']],
  [
    'does not run a pattern that may never end',
    { Type: 'String', AllowedPattern: '(a+)+' },
    `${'a'.repeat(40)}!`,
    `${'a'.repeat(40)}!`,
    [],
  ],
  ['of SSM takes the value given', { Type: 'AWS::SSM::Parameter::Value<List<String>>', Default: '/x' }, 'a,b', ['a', 'b'], []],
  ['of SSM given a name', { Type: 'AWS::SSM::Parameter::Value<String>' }, '/app/url', '/app/url', ['UNSUPPORTED_PROPERTY']],
  [
    'of SSM that only the CDK reads',
    { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk-bootstrap/x/version' },
    undefined,
    '/cdk-bootstrap/x/version',
    [],
  ],
  ['cannot read SSM here', { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/x' }, undefined, '/x', ['UNSUPPORTED_PROPERTY']],
];

test.each(parameters)('a parameter %s', (_, parameter, given, value, codes) => {
  const answer = check({ Parameters: { Name: parameter } }, given === undefined ? {} : { Name: given });
  expect(answer.codes).toEqual(codes);
  expect(answer.scope.parameters.Name).toEqual(value);
});

test('a value for a parameter that is not declared is told', () => {
  expect(check({}, { Naem: 'x' }).codes).toEqual(['UNRESOLVED_REF']);
});

const ref = (name: string): Value => ({ Ref: name });
const conditions: [name: string, condition: Value, value: boolean, codes: string[]][] = [
  ['Equals', { 'Fn::Equals': ['a', 'a'] }, true, []],
  ['Equals of text and number', { 'Fn::Equals': ['1', 1] }, true, []],
  ['Equals of a pseudo parameter', { 'Fn::Equals': [ref('AWS::Region'), 'us-east-1'] }, true, []],
  ['And', { 'Fn::And': [{ Condition: 'Yes' }, { 'Fn::Equals': ['a', 'b'] }] }, false, []],
  ['Or', { 'Fn::Or': [{ Condition: 'Yes' }, { 'Fn::Equals': ['a', 'b'] }] }, true, []],
  ['Not', { 'Fn::Not': [{ Condition: 'Yes' }] }, false, []],
  ['Condition', { Condition: 'Yes' }, true, []],
  ['And of one', { 'Fn::And': [{ Condition: 'Yes' }] }, false, ['INVALID_VALUE']],
  ['Not of two', { 'Fn::Not': [{ Condition: 'Yes' }, { Condition: 'Yes' }] }, false, ['INVALID_VALUE']],
  ['an unknown condition', { Condition: 'Maybe' }, false, ['UNRESOLVED_REF']],
  ['text', 'hello', false, ['INVALID_VALUE']],
  ['itself', { Condition: 'It' }, false, ['CIRCULAR_REFERENCE']],
];

test.each(conditions)('the condition %s', (_, condition, value, codes) => {
  const answer = check({ Conditions: { It: condition, Yes: { 'Fn::Equals': ['x', 'x'] } } });
  expect(answer.codes).toEqual(codes);
  expect(answer.scope.condition('It')).toBe(value);
});

test.each([
  ['us-east-1', 'aws', 'amazonaws.com'],
  ['cn-north-1', 'aws-cn', 'amazonaws.com.cn'],
  ['us-gov-west-1', 'aws-us-gov', 'amazonaws.com'],
])('%s is in the partition %s', (region, partition, suffix) => {
  expect(check({}, {}, region).scope.pseudo).toMatchObject({ Partition: partition, URLSuffix: suffix });
});
