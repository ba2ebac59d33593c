// Each rule of "Comparison operators for use in event patterns", EventBridge user guide; texts of refusals as EventBridge's own rule
// compiler words them.
import { expect, test } from 'vitest';
import { compilePattern, parsePattern } from './event-pattern.ts';

const event = {
  source: 'aws.ec2',
  region: 'us-east-1',
  detail: { state: 'running', count: 5, price: 10.5, tags: ['a', 'b'], none: null, ip: '10.0.0.7', file: 'data/2024/x.png', on: true },
  list: [
    { id: 1, kind: 'x' },
    { id: 2, kind: 'y' },
  ],
};

test.each([
  ['exact', { source: ['aws.ec2'] }, true],
  ['one of several', { source: ['aws.s3', 'aws.ec2'] }, true],
  ['another', { source: ['aws.s3'] }, false],
  ['nested', { detail: { state: ['running'] } }, true],
  ['all fields must match', { detail: { state: ['running'], count: [6] } }, false],
  ['a number', { detail: { count: [5] } }, true],
  ['a number is no text', { detail: { count: ['5'] } }, false],
  ['true', { detail: { on: [true] } }, true],
  ['null', { detail: { none: [null] } }, true],
  ['a value of a list', { detail: { tags: ['b'] } }, true],
  ['objects of a list', { list: { kind: ['y'] } }, true],
  ['prefix', { region: [{ prefix: 'us-' }] }, true],
  ['prefix without case', { region: [{ prefix: { 'equals-ignore-case': 'US-' } }] }, true],
  ['suffix', { detail: { file: [{ suffix: '.png' }] } }, true],
  ['suffix of another', { detail: { file: [{ suffix: '.jpg' }] } }, false],
  ['equals-ignore-case', { detail: { state: [{ 'equals-ignore-case': 'RUNNING' }] } }, true],
  ['anything-but', { detail: { state: [{ 'anything-but': 'stopped' }] } }, true],
  ['anything-but a list', { detail: { state: [{ 'anything-but': ['stopped', 'running'] }] } }, false],
  ['anything-but a number', { detail: { count: [{ 'anything-but': 5 }] } }, false],
  ['anything-but a prefix', { detail: { state: [{ 'anything-but': { prefix: 'run' } }] } }, false],
  ['anything-but suffixes', { detail: { file: [{ 'anything-but': { suffix: ['.jpg', '.gif'] } }] } }, true],
  ['anything-but of a field that is not there', { detail: { missing: [{ 'anything-but': 'x' }] } }, false],
  ['numeric', { detail: { price: [{ numeric: ['>', 10, '<=', 20] }] } }, true],
  ['numeric, outside', { detail: { price: [{ numeric: ['<', 10] }] } }, false],
  ['numeric of a text', { source: [{ numeric: ['>', 0] }] }, false],
  ['exists', { detail: { state: [{ exists: true }] } }, true],
  ['exists, not there', { detail: { missing: [{ exists: true }] } }, false],
  ['exists false', { detail: { missing: [{ exists: false }] } }, true],
  ['exists false below what is not there', { other: { missing: [{ exists: false }] } }, true],
  ['exists is of leaves', { detail: [{ exists: true }] }, false],
  ['wildcard', { detail: { file: [{ wildcard: 'data/*/x.*' }] } }, true],
  ['wildcard, another', { detail: { file: [{ wildcard: 'data/*.jpg' }] } }, false],
  ['cidr', { detail: { ip: [{ cidr: '10.0.0.0/24' }] } }, true],
  ['cidr, outside', { detail: { ip: [{ cidr: '10.0.1.0/24' }] } }, false],
  ['$or', { $or: [{ source: ['aws.s3'] }, { detail: { count: [{ numeric: ['=', 5] }] } }] }, true],
  ['$or, none', { $or: [{ source: ['aws.s3'] }, { region: ['eu-west-1'] }] }, false],
  ['$or with others', { region: ['eu-west-1'], $or: [{ source: ['aws.ec2'] }, { source: ['aws.s3'] }] }, false],
  ['a field that every object has by nature', { constructor: [{ exists: true }] }, false],
])('%s', (_name, pattern, matches) => {
  expect(compilePattern(pattern).matches(event)).toBe(matches);
});

test.each([
  ['no JSON', '{"a":', /JSON/],
  ['a text', '"single-string"', /Filter is not an object/],
  ['a list', '[{"eventName": ["INSERT"]}]', /Filter is not an object/],
  ['a bare value', '{"a": "b"}', /"a" must be an object or an array/],
  ['an empty list', '{"a": []}', /Empty arrays are not allowed/],
  ['an unknown rule', '{"a": [{"like": "b"}]}', /Unrecognized match type like/],
  ['two rules in one', '{"a": [{"prefix": "b", "suffix": "c"}]}', /Only one key allowed in match expression/],
  ['a prefix that is no text', '{"a": [{"prefix": 1}]}', /prefix match pattern must be a string/],
  ['exists of a text', '{"a": [{"exists": "yes"}]}', /exists match pattern must be either true or false/],
  ['an unknown operator', '{"a": [{"numeric": ["!", 1]}]}', /Unrecognized numeric range operator: !/],
  ['a range of one direction', '{"a": [{"numeric": [">", 0, ">", 0]}]}', /Bad numeric range operator: >$/],
  ['two stars', '{"a": [{"wildcard": "a**b"}]}', /Consecutive wildcard characters at pos 1/],
  ['a broken cidr', '{"a": [{"cidr": "10.0.0.0/33"}]}', /Malformed CIDR/],
])('refuses %s', (_name, text, message) => {
  expect(() => parsePattern(text)).toThrow(message);
});

test('stars in a pattern cost no more than its length times the text', () => {
  const { matches } = compilePattern({ a: [{ wildcard: `${'*a'.repeat(5000)}*b` }] });
  expect(matches({ a: 'a'.repeat(50_000) })).toBe(false);
});
