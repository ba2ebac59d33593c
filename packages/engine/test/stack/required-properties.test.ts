// Covers what a resource must have before anything is created, which attributes may be asked of it, and what of a function cannot start here. Source: the schemas of the CloudFormation registry; each property's "Required"
// in the AWS CloudFormation template reference.
import type { Value } from '@gatewright/template';
import { expect, test } from 'vitest';
import { checkTemplate } from '../../src/stack/check-template.ts';

type Properties = { readonly [property: string]: Value };

const role = { Role: 'arn:aws:iam::123456789012:role/it' };
const code = { Code: { ZipFile: 'exports.handler = async () => 1' } };
const table = {
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
};
const index = { IndexName: 'byName' };

const cases: [what: string, type: string, properties: Properties, told: [severity: string, part: string][]][] = [
  ['a whole table', 'AWS::DynamoDB::Table', table, []],
  ['a table without a key', 'AWS::DynamoDB::Table', { BillingMode: 'PAY_PER_REQUEST' }, [['error', 'requires "KeySchema"']]],
  [
    'members of a list',
    'AWS::DynamoDB::Table',
    { ...table, GlobalSecondaryIndexes: [index] },
    [['error', 'requires "KeySchema" and "Projection"']],
  ],
  [
    'a list in a branch',
    'AWS::DynamoDB::Table',
    { ...table, GlobalSecondaryIndexes: { 'Fn::If': ['Yes', [index], { Ref: 'AWS::NoValue' }] } },
    [['error', 'requires "KeySchema" and "Projection"']],
  ],
  ['what a function gives', 'AWS::DynamoDB::Table', { ...table, GlobalSecondaryIndexes: { 'Fn::FindInMap': ['A', 'B', 'C'] } }, []],
  ['a permission', 'AWS::Lambda::Permission', { FunctionName: 'it' }, [['error', 'requires "Action" and "Principal"']]],
  ['a role', 'AWS::IAM::Role', {}, [['error', 'requires "AssumeRolePolicyDocument"']]],
  ['a function', 'AWS::Lambda::Function', { ...role, ...code, Runtime: 'nodejs24.x', Handler: 'index.handler' }, []],
  [
    'a function without Code',
    'AWS::Lambda::Function',
    { ...role, Runtime: 'nodejs24.x', Handler: 'index.handler' },
    [['error', 'requires "Code"']],
  ],
  [
    'a function without a role, which nothing here depends on',
    'AWS::Lambda::Function',
    { ...code, Runtime: 'nodejs24.x', Handler: 'index.handler' },
    [['warning', 'requires "Role"']],
  ],
  ['a function without a runtime', 'AWS::Lambda::Function', { ...role, ...code, Handler: 'a.b' }, [['error', 'has no Runtime.']]],
  ['a function without a handler', 'AWS::Lambda::Function', { ...role, ...code, Runtime: 'python3.13' }, [['error', 'has no Handler.']]],
  ['a bootstrap needs no handler', 'AWS::Lambda::Function', { ...role, ...code, Runtime: 'provided.al2023' }, []],
  ['a runtime that is a parameter', 'AWS::Lambda::Function', { ...role, ...code, Runtime: { Ref: 'Runtime' }, Handler: 'a.b' }, []],
  [
    'a runtime that is not run here',
    'AWS::Lambda::Function',
    { ...role, ...code, Runtime: 'java21', Handler: 'a.b' },
    [['error', 'has the runtime "java21"; gatewright runs Node.js, Python and provided.* functions.']],
  ],
  [
    'a container image',
    'AWS::Lambda::Function',
    { ...role, ...code, PackageType: 'Image' },
    [['error', 'runs from a container image, which gatewright does not start yet.']],
  ],
];

test.each(cases)('%s', (_, type, properties, told) => {
  const answer = checkTemplate({ Resources: { It: { Type: type, Properties: properties } } }, []);
  expect(answer.map((it) => [it.severity, it.message])).toEqual(told.map(([severity, part]) => [severity, expect.stringContaining(part)]));
});

// Source: localstack's recorded answers, test_attributes.snapshot.json, 2023-08-01; each type's "Return values" in the template reference.
const attributeCases: [what: string, value: Value, told: string[]][] = [
  ['one that there is', { 'Fn::GetAtt': ['It', 'Arn'] }, []],
  ['one of a member', { 'Fn::GetAtt': ['It', 'RedrivePolicy.maxReceiveCount'] }, []],
  [
    'one that there is not',
    { 'Fn::GetAtt': ['It', 'Invalid'] },
    ['"It": Resource type AWS::SQS::Queue does not support attribute {Invalid}.'],
  ],
  ['in a text', { 'Fn::Sub': 'at ${It.Url}' }, ['"It": Resource type AWS::SQS::Queue does not support attribute {Url}.']],
  ['in a branch that is not taken', { 'Fn::If': ['No', { 'Fn::GetAtt': ['It', 'Invalid'] }, 'plain'] }, []],
  ['of a type that is not run here', { 'Fn::GetAtt': ['Other', 'Anything'] }, []],
];

test.each(attributeCases)('an attribute: %s', (_, value, told) => {
  const resources = { It: { Type: 'AWS::SQS::Queue' }, Other: { Type: 'Custom::Other' } };
  const answer = checkTemplate({ Resources: resources, Outputs: { Out: { Value: value } } }, [], (condition) => condition !== 'No');
  expect(answer.filter((it) => it.code === 'UNRESOLVED_REF').map((it) => it.message)).toEqual(told);
});
