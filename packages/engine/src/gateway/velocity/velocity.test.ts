// Covers the template language and $input, $util, JSON paths. How integrations use templates is in test/gateway/mock.test.ts.
import { expect, test } from 'vitest';
import { evaluateTemplate } from './evaluate.ts';
import { parseTemplate } from './parse-template.ts';
import { inputObject, utilObject } from './template-objects.ts';
import type { VelocityValue } from './values.ts';

const body = JSON.stringify({
  text: 'hello',
  number: 5,
  decimal: 1.5,
  yes: true,
  nothing: null,
  object: { foo: 'bar' },
  list: [{ foo: 'bar' }, { foo: 'baz' }],
  nested: { list: [{ nested: 'bar' }] },
  empty: [],
  matrix: [[1, 2], [3]],
  'odd key': 'odd',
  prices: [
    { x: 1, n: 'a' },
    { x: 2, n: 'b' },
    { x: 3, n: 'c' },
  ],
});

function run(template: string, text: string = body): string {
  const params = {
    path: new Map([['id', 'from path']]),
    querystring: new Map([
      ['id', 'from query'],
      ['q', 'from query'],
    ]),
    header: new Map([
      ['q', 'from header'],
      ['X-Custom', 'from header'],
    ]),
  };
  const scope = new Map<string, VelocityValue>([
    ['input', inputObject({ body: text, params })],
    ['util', utilObject],
    ['stageVariables', new Map([['color', 'blue']])],
  ]);
  return evaluateTemplate(parseTemplate(template), scope);
}

const recorded = 'localstack snapshots of mapping templates';
const guide = 'Apache Velocity 1.7 user guide';
const reference = 'Mapping template and access logging variable reference';
const rows: readonly (readonly [template: string, output: string, source: string])[] = [
  ['plain text', 'plain text', guide],
  // References
  ['$stageVariables.color ${stageVariables.color} $!stageVariables.color', 'blue blue blue', recorded],
  ["$stageVariables['color'] $stageVariables.get('color')", 'blue blue', recorded],
  ['[$none][$!none][${none}][$stageVariables.none.more]', '[][][][]', recorded],
  ['#set($a-b = 1)$a-b ${a-b}', '1 1', guide],
  ['#set($a = 1)${a}-b', '1-b', guide],
  ['$5 $ # #tag #$', '$5 $ # #tag #$', guide],
  ['#set($a = 1)\\$a \\\\$a', '$a \\1', guide],
  ['a@b.c#d', 'a@b.c#d', guide],
  ['#set($email = "foo")$email.com', '', 'a property that is not there'],
  ['#set($email = "foo")${email}.com', 'foo.com', guide],
  // Literals and operators
  ['#set($x = 7 / 2)$x', '3', guide],
  ['#set($x = 7.0 / 2)$x', '3', 'JSON numbers of JavaScript do not tell 7.0 from 7'],
  ['#set($x = 7.5 / 2)$x', '3.75', guide],
  ['#set($x = 1 + 2 * 3)$x', '7', guide],
  ['#set($x = (1 + 2) * 3 % 5)$x', '4', guide],
  ['#set($x = -5 + 2)$x', '-3', guide],
  ['#set($a = "x")#set($b = "<$a>")$b', '<x>', guide],
  ["#set($a = 'x')#set($b = '<$a>')$b", '<$a>', guide],
  ['#set($s = "say ""hi""")$s', 'say "hi"', guide],
  ['#set($m = {"a": 1, "b": {"c": 2}})$m.a $m.b.c $m["a"] $m', '1 2 1 {a=1, b={c=2}}', guide],
  ['#set($l = [1, "two", true])$l $l.size() $l[1] $l.get(0)', '[1, two, true] 3 two 1', guide],
  ['#set($l = [3..1])$l', '[3, 2, 1]', guide],
  ['#set($l = [])#set($ignore = $l.add(1))$l.isEmpty()', 'false', guide],
  // Conditions
  ['#if($none)a#else b#end', ' b', guide],
  ['#if(0)a#end#if("")b#end#if(false)c#end', 'ab', guide],
  ['#if("5" == 5)yes#end', 'yes', guide],
  ['#if($input.path("$.nothing") == $null)a#end#if($input.path("$.none") == "")b#end', 'ab', recorded],
  ['#if(1 < 2 && 2 >= 2)a#end#if(1 gt 2 || !false)b#end#if(not true or 1 ne 1)c#end', 'ab', guide],
  ['#if(false)a#elseif(true)b#{else}c#end', 'b', guide],
  ['#if(false)a#{else}c#{end}d', 'cd', guide],
  // Loops
  ['#foreach($i in [1..3])$i#if($foreach.hasNext),#end#end', '1,2,3', guide],
  [
    '#foreach($i in ["a","b"])$foreach.index$foreach.count$velocityCount$foreach.first$foreach.last #end',
    '011truefalse 122falsetrue ',
    guide,
  ],
  ['#foreach($v in {"a": 1, "b": 2})$v#end', '12', guide],
  ['#foreach($k in $input.path("$.object").keySet())$k=$input.path("$.object").get($k)#end', 'foo=bar', recorded],
  ['#foreach($e in $input.path("$.object").entrySet())$e.key:$e.value:$e.getKey()#end', 'foo:bar:foo', guide],
  ['#foreach($i in [1..9])$i#if($i == 3)#break#end#end', '123', guide],
  ['#foreach($i in $none)x#end', '', guide],
  ['#set($i = 7)#foreach($i in [1..2])#end$i', '7', guide],
  ['a#stop b', 'a', guide],
  // Lines, comments, raw text, definitions
  ['a\n#set($x = 1)\nb', 'a\nb', guide],
  ['#if(true)\na\n#end\nb', 'a\nb', guide],
  ['a ## comment\nb#* more *#c', 'a bc', guide],
  ['#[[ $raw #if ]]#', ' $raw #if ', guide],
  ['#define($block)<$who>#end#set($who = "me")$block', '<me>', guide],
  // Rendering of the body's values
  ['$input.path("$.object")', '{foo=bar}', recorded],
  ['$input.path("$.list")', '[{"foo":"bar"},{"foo":"baz"}]', recorded],
  ['$input.path("$.list")[0] $input.path("$.matrix")[0]', '{foo=bar} [1,2]', recorded],
  ['$input.path("$.nested")', '{list=[{"nested":"bar"}]}', recorded],
  [
    '$input.path("$.empty") $input.path("$.text") $input.path("$.number") $input.path("$.decimal") $input.path("$.yes")',
    '[] hello 5 1.5 true',
    recorded,
  ],
  ['[$input.path("$.nothing")][$input.path("$.none.more")]', '[][]', recorded],
  ['$input.path("$.object").toString() $input.path("$.list").size() $input.path("$.object").size()', '{foo=bar} 2 1', recorded],
  // $input
  ['$input.json("$.object") $input.json("$.text") $input.json("$.list[1].foo")', '{"foo":"bar"} "hello" "baz"', reference],
  ['$input.json("$.none")', '""', reference],
  [
    '$input.params("id") $input.params("q") $input.params("X-Custom") [$input.params("none")]',
    'from path from query from header []',
    reference,
  ],
  [
    '$input.params().path.id $input.params().querystring.get("q") $input.params().header.X-Custom',
    'from path from query from header',
    reference,
  ],
  ['[$input.body.text]', '[]', recorded],
  // JSON paths, Jayway style
  ['$input.json(\'$["odd key"]\') $input.json("$[\'odd key\']")', '"odd" "odd"', reference],
  ['$input.json("$.list[*].foo") $input.json("$..foo")', '["bar","baz"] ["bar","bar","baz"]', reference],
  ["$input.json('$.prices[?(@.x > 1)].n') $input.json(\"$.prices[?(@.n == 'a')].x\")", '["b","c"] [1]', reference],
  ['$input.json("$.prices[0,2].x") $input.json("$.prices[1:].x") $input.json("$.prices[-1].x")', '[1,3] [2,3] 3', reference],
  // Text methods
  ['#set($s = " Hello ")$s.trim().toUpperCase().substring(1,3) $s.length() $s.contains("ell")', 'EL 7 true', guide],
  ['#set($s = "a.b.c")$s.split("\\.")[1] $s.replace(".", "$") $s.replaceAll("[ab]", "x") $s.indexOf("b")', 'b a$b$c x.x.c 2', guide],
  ['#set($s = "it\'s")$util.escapeJavaScript($s) $util.escapeJavaScript($s).replaceAll("\\\\\'", "\'")', "it\\'s it's", reference],
  ['#set($s = "abc")$s.equals("abc") $s.matches("a.*") $s.startsWith("b")', 'true true false', guide],
  // $util
  ['$util.urlEncode("a b&c/ü") $util.urlDecode("a+b%26c") [$util.urlEncode($none)]', 'a+b%26c%2F%C3%BC a b&c []', recorded],
  ['$util.base64Encode("hü") $util.base64Decode("aMO8")', 'aMO8 hü', reference],
  ['$util.parseJson("{""a"": [1, 2]}").a[1]', '2', reference],
  ['$util.escapeJavaScript("a""b\\c")', 'a\\"b\\\\c', reference],
];
test.each(rows)('%s', (template, output) => {
  expect(run(template)).toBe(output);
});

test('an empty body counts as an empty object; text that is no JSON has no nodes', () => {
  expect(run('$input.body [$input.json("$")]', '')).toBe('{} [{}]');
  expect(run('[$input.path("$.a")] $input.json("$.a") $input.body', 'no json')).toBe('[] "" no json');
});

test('a body cannot reach what objects inherit', () => {
  expect(run('[$input.path("$").constructor][$input.path("$.constructor")][$input.path("$").__proto__]', '{}')).toBe('[][][]');
  expect(run('$input.json("$.__proto__")', '{"__proto__":{"a":1}}')).toBe('{"a":1}');
});

test('a body without bottom is refused, and does not overflow', () => {
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  expect(() => run('$input.path("$")', deep)).toThrow('nests deeper');
  expect(run('x$input.params("id")', deep)).toBe('xfrom path');
});

test.each([
  ['#if($x)', '#if has no #end'],
  ['#set($x 1)', '"=" is missing'],
  ['#foreach($x of [1])#end', '#foreach is not of the form'],
  ['a\n#end', '#end closes nothing in line 2'],
  ['#set($x = "open)', 'A string is not closed'],
])('%s is refused with its place', (template, message) => {
  expect(() => parseTemplate(template)).toThrow(message);
});
