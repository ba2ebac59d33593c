// What decides about a stack before it is made: Rules, the constraints of parameters in AWS's words, what becomes of what goes. Source of the functions:
// "Rule-specific intrinsic functions", AWS CloudFormation user guide.
import { expect, test } from 'vitest';
import { createScope, loadTemplate } from '../src/index.ts';

async function judge(
  text: string,
  parameters: Record<string, string> = {},
  files: Record<string, string> = {},
): Promise<readonly string[]> {
  const settings = { stage: undefined, region: 'eu-west-1', accountId: '123456789012', environment: {}, parameters, options: {} };
  const readFile = async (path: string): Promise<string> =>
    path === 'template.yaml' ? text : (files[path] ?? Promise.reject(new Error('ENOENT')));
  const { template, diagnostics } = await loadTemplate('template.yaml', { readFile, ...settings });
  const nothing = (): undefined => undefined;
  const scope = template ? createScope(template, { ...settings, stackName: 'words' }, nothing, nothing).diagnostics : [];
  return [...diagnostics, ...scope].map((it) => `${it.code} ${it.at?.line}: ${it.message}`);
}

const ruled = (assert: string, condition = ''): string => `
Parameters:
  Stage: { Type: String, Default: dev }
  Size: { Type: String, Default: small }
  Zones: { Type: CommaDelimitedList, Default: 'a, b' }
  Vpc: { Type: 'AWS::EC2::VPC::Id', Default: vpc-1 }
Rules:
  Sizes:
    ${condition && `RuleCondition: ${condition}`}
    Assertions:
      - Assert: ${assert}
        AssertDescription: Production is large.
Resources:
  Group: { Type: AWS::Logs::LogGroup }
`;

test.each([
  ['!Equals [!Ref Size, small]', '', {}, true],
  ['!Equals [!Ref Size, large]', '', {}, false],
  ['!Equals [!Ref Size, large]', '!Equals [!Ref Stage, prod]', {}, true],
  ['!Equals [!Ref Size, large]', '!Equals [!Ref Stage, prod]', { Stage: 'prod' }, false],
  ['!Equals [!Ref Size, large]', '!Equals [!Ref Stage, prod]', { Stage: 'prod', Size: 'large' }, true],
  ["{ 'Fn::Contains': [[small, large], !Ref Size] }", '', {}, true],
  ["{ 'Fn::Contains': [[medium, large], !Ref Size] }", '', {}, false],
  ["!Not [{ 'Fn::Contains': [[medium, large], !Ref Size] }]", '', {}, true],
  ["!And [!Equals [a, a], { 'Fn::Contains': [[small], !Ref Size] }]", '', {}, true],
  ["!Or [!Equals [a, b], { 'Fn::Contains': [[large], !Ref Size] }]", '', {}, false],
  ["{ 'Fn::EachMemberIn': [!Ref Zones, [a, b, c]] }", '', {}, true],
  ["{ 'Fn::EachMemberIn': [!Ref Zones, [a, c]] }", '', {}, false],
  ["{ 'Fn::EachMemberEquals': [!Ref Zones, a] }", '', {}, false],
  ["{ 'Fn::EachMemberEquals': [!Ref Zones, a] }", '', { Zones: 'a,a' }, true],
  ["{ 'Fn::EachMemberIn': [{ 'Fn::RefAll': 'AWS::EC2::VPC::Id' }, [vpc-1]] }", '', {}, true],
  ["{ 'Fn::EachMemberIn': [{ 'Fn::RefAll': 'AWS::EC2::VPC::Id' }, [vpc-2]] }", '', {}, false],
  // What only the account knows is taken to hold.
  ["{ 'Fn::EachMemberEquals': [{ 'Fn::ValueOf': [Vpc, Tags.Department] }, IT] }", '', {}, true],
])('the rule %s under %j with %j: %s', async (assert, condition, parameters, holds) => {
  const lines = await judge(ruled(assert, condition), parameters);
  expect(lines).toEqual(holds ? [] : ['INVALID_VALUE 11: The rule "Sizes" does not hold: Production is large.']);
});

/** @source "Parameters", AWS CloudFormation user guide: ConstraintDescription takes the place of "must match pattern ..." */
test.each([
  ['Type: String, AllowedPattern: "[a-z]+"', 'A1', 'must match pattern [a-z]+'],
  ['Type: String, AllowedPattern: "[a-z]+", ConstraintDescription: must be small letters.', 'A1', 'must be small letters'],
  ['Type: String, AllowedValues: [dev, prod]', 'test', 'must be one of AllowedValues: dev, prod'],
  ['Type: String, MinLength: 3', 'ab', 'must contain at least 3 characters'],
  ['Type: String, MaxLength: 3', 'abcd', 'must contain at most 3 characters'],
  ['Type: Number, MinValue: 3', '2', 'must be a number not less than 3'],
  ['Type: Number, MaxValue: 3', '4', 'must be a number not greater than 3'],
  ['Type: Number', 'x', 'must be a number'],
  ['Type: List<Number>', '1,x', 'must be a list of numbers'],
])('a parameter { %s } that is %s', async (definition, value, problem) => {
  const text = `Parameters:\n  Word: { ${definition} }\nResources:\n  Group: { Type: AWS::Logs::LogGroup }\n`;
  expect(await judge(text, { Word: value })).toEqual([`INVALID_VALUE 2: Parameter 'Word' ${problem}; it is "${value}".`]);
});

test('a template includes whole sections of local files', async () => {
  const text =
    'Transform:\n  Name: AWS::Include\n  Parameters: { Location: more.yaml }\nResources:\n  One: { Type: AWS::Logs::LogGroup }\n';
  const more = 'Resources:\n  Two: { Type: AWS::Logs::LogGroup, DependsOn: Nine }\n';
  expect(await judge(text, {}, { 'more.yaml': more })).toEqual([
    'UNRESOLVED_REF 2: "Two" depends on "Nine", which is not a resource of this template.',
  ]);
  expect(await judge(text)).toEqual(['FILE_NOT_FOUND 2: There is no file more.yaml.']);
});

test.each([
  ['DeletionPolicy: Keep', 'Unrecognized DeletionPolicy Keep for resource "Group".'],
  ['DeletionPolicy: Snapshot', 'Resource type AWS::Logs::LogGroup of "Group" does not support deletion policy Snapshot.'],
  ['UpdateReplacePolicy: RetainExceptOnCreate', 'Unrecognized UpdateReplacePolicy RetainExceptOnCreate for resource "Group".'],
  ['DeletionPolicy: RetainExceptOnCreate', undefined],
  ['UpdateReplacePolicy: Retain', undefined],
])('a resource with %s', async (policy, message) => {
  const lines = await judge(`Resources:\n  Group: { Type: AWS::Logs::LogGroup, ${policy} }\n`);
  expect(lines).toEqual(message === undefined ? [] : [`INVALID_VALUE 2: ${message}`]);
});
