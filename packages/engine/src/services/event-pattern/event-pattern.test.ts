// Each rule of "Comparison operators for use in event patterns", EventBridge user guide; texts of refusals as EventBridge's own rule
// compiler words them.
import { expect, test } from 'vitest';
import { filterPolicy } from './dialect.ts';
import { parsePattern } from './event-pattern.ts';

const event = {
  source: 'aws.ec2',
  region: 'us-east-1',
  detail: { state: 'running', count: 5, price: 10.5, tags: ['a', 'b'], none: null, ip: '10.0.0.7', file: 'data/2024/x.png', on: true },
  list: [
    { id: 1, kind: 'x' },
    { id: 2, kind: 'y' },
  ],
  deep: { object: [[{ key: 'auto-1.xml' }]] },
  none: [],
  'path.to': { it: 'here' },
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
  ['objects in a list in a list', { deep: { object: { key: [{ prefix: 'auto-' }] } } }, true],
  ['members of one object of a list', { list: { id: [1], kind: ['y'] } }, false],
  ['a dotted name in the pattern', { 'detail.state': ['running'] }, true],
  ['a dotted name in the event', { path: { to: { it: ['here'] } } }, true],
  ['dotted names in both, apart otherwise', { path: { 'to.it': ['here'] } }, true],
  ['a dotted name, another value', { 'detail.state': ['stopped'] }, false],
  ['a dotted name beside its own object', { 'detail.state': ['running'], detail: { count: [6] } }, false],
  ['null of an empty list', { none: [null] }, false],
  ['a field that every object has by nature', { constructor: [{ exists: true }] }, false],
])('%s', (_name, pattern, matches) => {
  expect(parsePattern(JSON.stringify(pattern)).matches(event)).toBe(matches);
});

test('of a field that stands there twice the last holds', () => {
  const { matches } = parsePattern('{"location":[{"prefix":"us-"}],"location":[{"anything-but":"us-east"}]}');
  expect([matches({ location: 'eu-west' }), matches({ location: 'us-east' })]).toEqual([true, false]);
});

// Sources: event patterns that EventBridge refused, recorded by localstack, 2024-07-11; filter policies that SNS refused, 2024-05-14 and -15;
// cloud-custodian issue 6507.
test.each([
  ['{"int": 42}', '"int" must be an object or an array', 11],
  ['{"string": "my-value"}', '"string" must be an object or an array', 13],
  ['{"resources": []}', 'Empty arrays are not allowed', 17],
  ['{"detail": {"equal": [{"NUMERIC": ["=", 5]}]}}', 'Unrecognized match type NUMERIC', 36],
  ['{"my_key": [{"EXISTS": true}]}', 'Unrecognized match type EXISTS', 28],
  ['{"detail": {"c-count": [{"numeric": [">", 0, ">", 0]}]}}', 'Bad numeric range operator: >', 49],
  ['{"detail": {"c-count": [{"numeric": [">", 0, "<"]}]}}', 'Value of < must be numeric', 50],
  ['{"key":[["value"]]}', 'Match value must be String, number, true, false, or null', 10],
  ['{"key":[{"wrong-operator":true}]}', 'Unrecognized match type wrong-operator', 31],
  ['{"key":[{"suffix":"value","prefix":"value2"}]}', 'Only one key allowed in match expression', 37],
  ['{"key":[{"suffix":100}]}', 'suffix match pattern must be a string', 22],
  ['{"key":[{"suffix":null}]}', 'suffix match pattern must be a string', 23],
  ['{"key":{"suffix":"value"}}', '"suffix" must be an object or an array', 19],
  ['{"key":[{"suffix":[]}]}', 'suffix match pattern must be a string', 20],
  ['{"key":[{"numeric":[]}]}', 'Invalid member in numeric match: ]', 22],
  ['{"key":[{"numeric":["operator"]}]}', 'Unrecognized numeric range operator: operator', 32],
  ['{"key":[{"numeric":[1,"<="]}]}', 'Invalid member in numeric match: 1', 22],
  ['{"key":[{"numeric":["=","000"]}]}', 'Value of equals must be numeric', 26],
  ['{"key":[{"numeric":[">="]}]}', 'Value of >= must be numeric', 26],
  ['{"key":[{"numeric":["<",100,">",10]}]}', 'Too many elements in numeric expression', 30],
  ['{"key":[{"numeric":[">=",1,">",2]}]}', 'Bad numeric range operator: >', 31],
  ['{"key":[{"numeric":[">",3,"<",1]}]}', 'Bottom must be less than top', 33],
  ['{"key":[{"numeric":[">",20,"<="]}]}', 'Value of <= must be numeric', 33],
  ['{"key":[{"numeric":[">",20,30]}]}', 'Bad value in numeric range: 30', 30],
  ['{"key":[{"numeric":[">",20,"test"]}]}', 'Bad numeric range operator: test', 34],
  ['{"key":[{"numeric":[">","20","<","30"]}]}', 'Value of > must be numeric', 26],
  ['{"key":[{"numeric":[">",20,"<","30"]}]}', 'Value of < must be numeric', 33],
  ['{"key":[{"numeric":[">",20,"<",30,"<",50]}]}', 'Too many terms in numeric range expression', 36],
  ['{"key":[{"exists":null}]}', 'exists match pattern must be either true or false.', 23],
  ['{"key":[{"exists":"no"}]}', 'exists match pattern must be either true or false.', 20],
  ['{"key":[{"anything-but":{"wrong-operator":null}}]}', 'Unsupported anything-but pattern: wrong-operator', 47],
  ['{"key":[{"anything-but":{"suffix":"test"}}]}', 'Unsupported anything-but pattern: suffix', 36, filterPolicy],
  ['{"key":[{"anything-but":{"exists":false}}]}', 'Unsupported anything-but pattern: exists', 40],
  ['{"key":[{"anything-but":{"prefix":false}}]}', 'prefix match pattern must be a string', 40, filterPolicy],
  ['{"source": ["aws.health"], "detail": {}}', 'Empty objects are not allowed', 40],
  ['{invalidjson}', "Unexpected character ('i' (code 105)): was expecting double-quote to start field name", 3],
] as const)('refuses %s: %s', (text, reason, column, dialect?) => {
  expect(() => parsePattern(text, dialect)).toThrow(
    expect.objectContaining({ message: `${reason}\n at [Source: (String)"${text}"; line: 1, column: ${column}]` }),
  );
});

// Sources: localstack's own compiler, whose texts are held against recordings of 2024-12; the rest as EventBridge's rule compiler words them.
test.each([
  ['no JSON', '{"a":', /Unexpected end-of-input/],
  ['a word', '{"a": [tru]}', /Unrecognized token 'tru'/],
  ['no comma', '{"a": ["x" "y"]}', /was expecting comma to separate Array entries/],
  ['a text', '"single-string"', /Filter is not an object/],
  ['a list', '[{"eventName": ["INSERT"]}]', /Filter is not an object/],
  ['nothing', '{}', /Empty objects are not allowed/],
  ['an empty list within $or', '{"$or": [{"a": []}, {"b": [1]}]}', /Empty arrays are not allowed/],
  ['anything-but of null', '{"a": [{"anything-but": null}]}', /Value of anything-but must be an array or single string\/number value\./],
  ['anything-but of texts and numbers', '{"a": [{"anything-but": ["b", 1]}]}', /mixed type is not supported/],
  ['anything-but of no text', '{"a": [{"anything-but": {"prefix": 1}}]}', /prefix\/suffix match pattern must be a string/],
  ['anything-but of an empty end', '{"a": [{"anything-but": {"suffix": ""}}]}', /Null prefix\/suffix not allowed/],
  ['anything-but of no wildcard', '{"a": [{"anything-but": {"wildcard": [1]}}]}', /wildcard match pattern must be a string/],
  ['two stars', '{"a": [{"wildcard": "a**b"}]}', /Consecutive wildcard characters at pos 2/],
  ['a cidr that is no text', '{"a": [{"cidr": 1}]}', /prefix match pattern must be a string/],
  ['a cidr without bits', '{"a": [{"cidr": "10.0.0.0"}]}', /Malformed CIDR, one '\/' required/],
  ['a cidr of no number', '{"a": [{"cidr": "10.0.0.0/x"}]}', /Malformed CIDR, mask bits must be an integer/],
  ['a cidr of no address', '{"a": [{"cidr": "10.0.0/8"}]}', /Nonstandard IP address: 10\.0\.0/],
])('refuses %s', (_name, text, message) => {
  expect(() => parsePattern(text)).toThrow(message);
});

test('stars in a pattern cost no more than its length times the text', () => {
  const { matches } = parsePattern(JSON.stringify({ a: [{ wildcard: `${'*a'.repeat(5000)}*b` }] }));
  expect(matches({ a: 'a'.repeat(50_000) })).toBe(false);
});
