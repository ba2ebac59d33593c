// Covers every intrinsic function, AWS::NoValue and the places of rebuilt values. Conditions and parameters are in
// create-scope.test.ts. Sources: the page of each function in "Intrinsic function reference", AWS CloudFormation user guide.
import { expect, test } from 'vitest';
import { createScope, type Diagnostic, placeOf, placeOfMember, resolveValue, type Value } from '../src/index.ts';
import { parseSource } from '../src/source.ts';

const template = {
  Parameters: {
    Stage: { Type: 'String', Default: 'dev' },
    Names: { Type: 'CommaDelimitedList', Default: 'a, b,c' },
    Count: { Type: 'Number', Default: 3 },
  },
  Mappings: { Sizes: { dev: { memory: 128, zones: ['a', 'b'] } } },
  Conditions: { IsDev: { 'Fn::Equals': [{ Ref: 'Stage' }, 'dev'] }, IsProd: { 'Fn::Not': [{ Condition: 'IsDev' }] } },
  Resources: { Table: { Type: 'AWS::DynamoDB::Table' }, Late: { Type: 'AWS::SNS::Topic' }, Nested: { Type: 'AWS::CloudFormation::Stack' } },
};
const attributes = new Map([
  ['Table.Arn', 'arn:table'],
  ['Nested.Outputs.Name', 'nested-name'],
]);
const { scope } = createScope(
  template,
  { parameters: {}, stackName: 'users', region: 'eu-west-1', accountId: '123456789012' },
  (logicalId) => (logicalId === 'Table' ? 'users-Table' : undefined),
  (logicalId, attribute) => attributes.get(`${logicalId}.${attribute}`),
);

function check(value: Value): { answer: Value; codes: string[] } {
  const diagnostics: Diagnostic[] = [];
  const answer = resolveValue(value, scope, (it) => diagnostics.push(it));
  return { answer, codes: diagnostics.map((it) => it.code) };
}

const long16 = Array.from({ length: 4 }, (_, index) => `10.0.${index}.0/24`);
const resolved: [yaml: string, answer: Value][] = [
  ['!Ref Table', 'users-Table'],
  ['!Ref Count', '3'],
  ['!Ref Names', ['a', 'b', 'c']],
  ['!Ref AWS::Region', 'eu-west-1'],
  ['!Ref AWS::StackId', 'arn:aws:cloudformation:eu-west-1:123456789012:stack/users/00000000-0000-0000-0000-000000000000'],
  ['!Ref AWS::URLSuffix', 'amazonaws.com'],
  ['[1, !Ref AWS::NoValue, 2]', [1, 2]],
  ['{ a: !Ref AWS::NoValue, b: 1 }', { b: 1 }],
  ['!GetAtt Table.Arn', 'arn:table'],
  ['{ "Fn::GetAtt": [Table, Arn] }', 'arn:table'],
  ['{ "Fn::GetAtt": Table.Arn }', 'arn:table'],
  ['!Sub "${Table} ${Table.Arn} ${AWS::AccountId} ${!Literal} $ {x}"', 'users-Table arn:table 123456789012 ${Literal} $ {x}'],
  ['!Sub ["${Table}-${x}-${y.z}", { Table: own, x: !Ref Stage, y.z: 1 }]', 'own-dev-1'],
  ['!Join ["-", [a, !Ref Stage, 1]]', 'a-dev-1'],
  ['!Join ["", !Ref Names]', 'abc'],
  ['!Select [1, !Ref Names]', 'b'],
  ['!Select ["0", !GetAZs ""]', 'eu-west-1a'],
  ['!Split [",", "a,,b"]', ['a', '', 'b']],
  ['!Select [1, !GetAZs us-west-1]', 'us-west-1c'],
  ['!GetAZs { Ref: AWS::Region }', ['eu-west-1a', 'eu-west-1b', 'eu-west-1c']],
  ['!Select [!Select [0, [1]], [a, b]]', 'b'],
  ['!Select [1, !Split ["-", !Ref AWS::Region]]', 'west'],
  ['!Join ["-", !Split [",", !Join [",", !Ref Names]]]', 'a-b-c'],
  ['!Join ["-", [a, !Ref AWS::NoValue, !If [IsProd, b, !Ref AWS::NoValue], c]]', 'a-c'],
  ['!Join ["", []]', ''],
  ['!Join [",", [true, 1, x]]', 'true,1,x'],
  ['!Sub "${AWS::StackName}${Stage}$${Stage}${!Stage}${"', 'usersdev$dev${Stage}${'],
  ['!Sub ["${a}${b}", { a: !Join ["", [x, y]], b: !If [IsDev, 1, 2] }]', 'xy1'],
  ['!Sub ["${a}", { a: !Ref AWS::NoValue }]', ''],
  ['!Sub plain', 'plain'],
  ['[!If [IsProd, a, !If [IsDev, !Ref AWS::NoValue, b]], c]', ['c']],
  ['!If [IsDev, !If [IsProd, a, [!Ref Stage, !Ref AWS::NoValue]], c]', ['dev']],
  ['{ a: { b: !If [IsProd, x, !Ref AWS::NoValue] } }', { a: {} }],
  ['!FindInMap [!Select [0, [Sizes]], !Ref Stage, !Join ["", [mem, ory]]]', 128],
  ['!Select [0, !FindInMap [Sizes, !Ref Stage, zones]]', 'a'],
  ['{ "Fn::FindInMap": [Sizes, dev, disk, { DefaultValue: !Ref Stage }] }', 'dev'],
  ['!Cidr [10.0.0.0/24, 2, 5]', ['10.0.0.0/27', '10.0.0.32/27']],
  ['!Select [1, !Cidr [192.168.0.0/16, !Ref Count]]', '192.168.1.0/24'],
  ['!Base64 { "Fn::Sub": "${Stage}" }', 'ZGV2'],
  ['!GetAtt [Table, !Select [0, [Arn]]]', 'arn:table'],
  ['!GetAtt Nested.Outputs.Name', 'nested-name'],
  ['!Sub "${Nested.Outputs.Name}"', 'nested-name'],
  ['{ "Fn::Length": !Split [".", a.b.c] }', 3],
  ['{ "Fn::Length": !Ref Names }', 3],
  ['{ "Fn::ToJsonString": [!Ref Count, { a: !GetAtt Table.Arn, b: !Ref AWS::NoValue }] }', '["3",{"a":"arn:table"}]'],
  ['!If [IsDev, yes, no]', 'yes'],
  ['!If [IsProd, yes, { deep: !Ref Stage }]', { deep: 'dev' }],
  ['{ a: !If [IsProd, yes, !Ref AWS::NoValue] }', {}],
  ['!FindInMap [Sizes, !Ref Stage, memory]', 128],
  ['!FindInMap [Sizes, dev, zones]', ['a', 'b']],
  ['{ "Fn::FindInMap": [Sizes, prod, memory, { DefaultValue: 256 }] }', 256],
  ['!Base64 "grüß"', 'Z3LDvMOf'],
  ['!Cidr ["10.0.0.0/16", 4, 8]', long16],
  ['!Cidr ["2001:db8::/56", 2, 64]', ['2001:db8::/64', '2001:db8:0:1::/64']],
  ['{ "Fn::Length": [1, 2, 3] }', 3],
  ['{ "Fn::ToJsonString": { a: !Ref Stage } }', '{"a":"dev"}'],
  ['{ Condition: IsDev }', { Condition: 'IsDev' }],
  ['{ Ref: Table, other: 1 }', { Ref: 'Table', other: 1 }],
  ["'{{resolve:ssm:name:1}}'", '{{resolve:ssm:name:1}}'],
];

test.each(resolved)('%s', (yaml, answer) => {
  const { root = null, diagnostics } = parseSource('template.yaml', yaml);
  expect(diagnostics).toEqual([]);
  expect(check(root)).toEqual({ answer, codes: [] });
});

const refused: [yaml: string, code: string][] = [
  ['!Ref Tabel', 'UNRESOLVED_REF'],
  ['!Ref Late', 'UNRESOLVED_REF'],
  ['!Ref AWS::Regoin', 'UNRESOLVED_REF'],
  ['!GetAtt Table.StreamArn', 'UNRESOLVED_REF'],
  ['!Sub "${Nothing}"', 'UNRESOLVED_REF'],
  ['!Sub "${not a name}"', 'INVALID_VALUE'],
  ['!Sub "${Names}"', 'INVALID_VALUE'],
  ['!Select [7, !Ref Names]', 'INVALID_VALUE'],
  ['!Select [0]', 'INVALID_VALUE'],
  ['!Select [-1, !Ref Names]', 'INVALID_VALUE'],
  ['!Select ["", !Ref Names]', 'INVALID_VALUE'],
  ['!Select [3, !Ref Names]', 'INVALID_VALUE'],
  ['!Select [0, text]', 'INVALID_VALUE'],
  ['!Select [0, [~]]', 'INVALID_VALUE'],
  ['!Split ["", a]', 'INVALID_VALUE'],
  ['!Split [",", !Ref Names]', 'INVALID_VALUE'],
  ['!Join [",", [[a]]]', 'INVALID_VALUE'],
  ['!Join [",", text]', 'INVALID_VALUE'],
  ['!Sub ["${a}"]', 'INVALID_VALUE'],
  ['!Sub ["${a}", { a: [1] }]', 'INVALID_VALUE'],
  ['!Sub { a: 1 }', 'INVALID_VALUE'],
  ['!FindInMap [Sizes, prod, memory]', 'UNRESOLVED_REF'],
  ['!FindInMap [Size, dev, memory]', 'UNRESOLVED_REF'],
  ['!FindInMap [Sizes, dev]', 'INVALID_VALUE'],
  ['!Cidr [10.0.0.0/16, 257, 8]', 'INVALID_VALUE'],
  ['!Cidr [10.0.0.0, 1, 8]', 'INVALID_VALUE'],
  ['!GetAtt Nested.Outputs.Nmae', 'UNRESOLVED_REF'],
  ['{ "Fn::Length": text }', 'INVALID_VALUE'],
  ['{ "Fn::ToJsonString": text }', 'INVALID_VALUE'],
  ['!GetAZs [a]', 'INVALID_VALUE'],
  ['!Join [a]', 'INVALID_VALUE'],
  ['!Split [",", [a]]', 'INVALID_VALUE'],
  ['!If [IsStaging, a, b]', 'UNRESOLVED_REF'],
  ['!If [IsDev, a]', 'INVALID_VALUE'],
  ['!FindInMap [Sizes, dev, memroy]', 'UNRESOLVED_REF'],
  ['!Cidr ["10.0.0.0/24", 4, 8]', 'INVALID_VALUE'],
  ['!ImportValue other', 'UNSUPPORTED_INTRINSIC'],
  ['{ "Fn::Transform": { Name: AWS::Include } }', 'UNSUPPORTED_INTRINSIC'],
  ['{ "Fn::Jion": [] }', 'UNSUPPORTED_INTRINSIC'],
];

test.each(refused)('refuses %s: %s', (yaml, code) => {
  const { root = null } = parseSource('template.yaml', yaml);
  expect(check(root).codes).toEqual([code]);
});

test('keeps the object when nothing in it changes, and the places when something does', () => {
  const { root = null } = parseSource(
    'template.yaml',
    'same: { a: [1, 2] }\nother:\n  gone: !Ref AWS::NoValue\n  name: !Ref Stage\n  list: [!Ref AWS::NoValue, x]\n',
  );
  const { answer } = check(root);
  const same = (it: Value): Value => (it as { same: Value }).same;
  expect(same(answer)).toBe(same(root));
  const other = (answer as { other: { list: Value[] } }).other;
  expect(placeOf(other)).toMatchObject({ line: 3 });
  expect(placeOfMember(other, 'name')).toMatchObject({ line: 4, column: 14 });
  expect(placeOfMember(other.list, 0)).toMatchObject({ line: 5, column: 29 });
});
