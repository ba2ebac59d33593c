// CloudFormation's intrinsic functions: one file each, one line here.
// Source: "Intrinsic function reference", AWS CloudFormation user guide.
import { fnAnd } from './and.ts';
import { fnBase64 } from './base64.ts';
import { fnCidr } from './cidr.ts';
import { condition } from './condition.ts';
import { fnEquals } from './equals.ts';
import { fnFindInMap } from './find-in-map.ts';
import { fnGetAtt } from './get-att.ts';
import { fnGetAZs } from './get-azs.ts';
import { fnIf } from './if.ts';
import { fnImportValue } from './import-value.ts';
import type { Intrinsic } from './intrinsic.ts';
import { fnJoin } from './join.ts';
import { fnLength } from './length.ts';
import { fnNot } from './not.ts';
import { fnOr } from './or.ts';
import { ref } from './ref.ts';
import { fnSelect } from './select.ts';
import { fnSplit } from './split.ts';
import { fnSub } from './sub.ts';
import { fnToJsonString } from './to-json-string.ts';
import { fnTransform } from './transform.ts';

const everywhere: readonly Intrinsic[] = [
  fnAnd,
  fnBase64,
  fnCidr,
  fnEquals,
  fnFindInMap,
  fnGetAtt,
  fnGetAZs,
  fnIf,
  fnImportValue,
  fnJoin,
  fnLength,
  fnNot,
  fnOr,
  fnSelect,
  fnSplit,
  fnSub,
  fnToJsonString,
  fnTransform,
  ref,
];

/** Functions by name that may stand in a resource's properties and in outputs. */
export const intrinsics: ReadonlyMap<string, Intrinsic> = byName(everywhere);

/** Functions that make a condition. `Condition` is one only here: in properties it is a plain member (IAM statements have it). */
export const conditionFunctions: ReadonlyMap<string, Intrinsic> = byName([fnAnd, condition, fnEquals, fnNot, fnOr]);

function byName(list: readonly Intrinsic[]): ReadonlyMap<string, Intrinsic> {
  return new Map(list.map((it) => [it.name, it]));
}
