import type { Value } from '../../template.ts';
import { type Draft, type DraftMap, draftOf, mapAt } from '../draft.ts';
import { isFilled } from '../is-filled.ts';
import type { Mapping } from '../sam-resource.ts';
import { anyMethod, pathItems } from './definition.ts';

const policyKey = 'x-amazon-apigateway-policy';

/**
 * Adds the statements of a ResourcePolicy for one path to the definition.
 *
 * @param stage the API's StageName
 * @source "ResourcePolicyStatement", AWS SAM developer guide
 */
export function addResourcePolicy(definition: DraftMap, policy: Mapping, path: string, stage: Value): void {
  const resources = methodArns(definition, path, stage);
  const list = (name: string): readonly Draft[] => {
    const value = policy[name];
    return value === undefined || value === null ? [] : Array.isArray(value) ? value.map(draftOf) : [draftOf(value)];
  };
  for (const [name, effect] of [
    ['AwsAccountWhitelist', 'Allow'],
    ['AwsAccountBlacklist', 'Deny'],
  ] as const) {
    const accounts = list(name);
    if (accounts.length > 0) addStatement(definition, { ...invoke(effect, resources), Principal: { AWS: [...accounts] } });
  }
  for (const [name, operator] of [
    ['IpRangeWhitelist', 'NotIpAddress'],
    ['IpRangeBlacklist', 'IpAddress'],
  ] as const) {
    const ranges = list(name);
    if (ranges.length > 0) addAllowAllBut(definition, resources, { [operator]: { 'aws:SourceIp': [...ranges] } });
  }
  for (const [kind, operator] of [
    ['Blacklist', 'StringEquals'],
    ['Whitelist', 'StringNotEquals'],
  ] as const) {
    const named = list(`SourceVpc${kind}`);
    const vpcs = [...named.filter((it) => String(it).startsWith('vpc-')), ...list(`IntrinsicVpc${kind}`)];
    const endpoints = [...named.filter((it) => String(it).startsWith('vpce-')), ...list(`IntrinsicVpce${kind}`)];
    if (vpcs.length === 0 && endpoints.length === 0) continue;
    const sources = { ...(vpcs.length > 0 && { 'aws:SourceVpc': vpcs }), ...(endpoints.length > 0 && { 'aws:SourceVpce': endpoints }) };
    addAllowAllBut(definition, resources, { [operator]: sources });
  }
}

/** Adds the user's own statements. */
export function addCustomStatements(definition: DraftMap, statements: Value | undefined): void {
  if (!isFilled(statements)) return;
  const policy = mapAt(definition, policyKey);
  policy.Version = '2012-10-17';
  if (policy.Statement === undefined) {
    policy.Statement = draftOf(statements);
    return;
  }
  for (const it of Array.isArray(statements) ? statements : [statements]) addOnce(policy, draftOf(it));
}

function invoke(effect: string, resources: readonly Draft[]): DraftMap {
  return { Effect: effect, Action: 'execute-api:Invoke', Resource: [...resources] };
}

function addAllowAllBut(definition: DraftMap, resources: readonly Draft[], condition: DraftMap): void {
  const policy = mapAt(definition, policyKey);
  policy.Version = '2012-10-17';
  addOnce(policy, { ...invoke('Allow', resources), Principal: '*' });
  addOnce(policy, { ...invoke('Deny', resources), Principal: '*', Condition: condition });
}

/** A single statement stands by itself, as SAM writes it; a second makes a list. */
function addStatement(definition: DraftMap, statement: DraftMap): void {
  const policy = mapAt(definition, policyKey);
  policy.Version = '2012-10-17';
  const before = policy.Statement;
  policy.Statement = before === undefined ? statement : [...(Array.isArray(before) ? before : [before]), statement];
}

function addOnce(policy: DraftMap, statement: Draft): void {
  const before = policy.Statement;
  const list = before === undefined ? [] : Array.isArray(before) ? before : [before];
  const text = JSON.stringify(statement);
  policy.Statement = list.some((it) => JSON.stringify(it) === text) ? list : [...list, statement];
}

function methodArns(definition: DraftMap, path: string, stage: Value): readonly Draft[] {
  // API Gateway matches path parameters by "*".
  const pattern = path.replace(/\{([a-zA-Z0-9._-]+\+?)\}/g, '*');
  return pathItems(definition, path).flatMap((item) =>
    Object.keys(item).map((name) => {
      const method = name.toLowerCase() === anyMethod || name.toLowerCase() === 'any' ? '*' : name.toUpperCase();
      return { 'Fn::Sub': [`execute-api:/\${__Stage__}/${method}${pattern}`, { __Stage__: draftOf(stage) }] };
    }),
  );
}
