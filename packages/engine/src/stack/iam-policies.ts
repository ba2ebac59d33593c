import type { Value } from '@gatewright/template';
import type { IamService } from '../services/iam/iam.ts';
import { isMapping, textListOf, textOf } from './written-values.ts';

type Kind = 'Role' | 'User' | 'Group';

/** A policy document as JSON: templates write it as an object, or as its text. */
export function policyText(value: Value | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? {});
}

/**
 * Puts the inline policies and attaches the managed ones that a role, a user or a group of the template writes. What it wrote before and
 * does not any more stays: AWS::IAM::Policy and AWS::IAM::ManagedPolicy give policies to the same entities.
 */
export async function givePolicies(
  iam: IamService,
  kind: Kind,
  name: string,
  { Policies, ManagedPolicyArns }: { readonly [property: string]: Value },
): Promise<void> {
  const entity = { [`${kind}Name`]: name };
  for (const it of Array.isArray(Policies) ? (Policies as readonly Value[]) : []) {
    if (!isMapping(it)) continue;
    await iam.call(`Put${kind}Policy`, { ...entity, PolicyName: textOf(it.PolicyName), PolicyDocument: policyText(it.PolicyDocument) });
  }
  for (const arn of textListOf(ManagedPolicyArns)) await iam.call(`Attach${kind}Policy`, { ...entity, PolicyArn: arn });
}

/** Takes all policies away, as CloudFormation does before it deletes their holder. */
export async function takePolicies(iam: IamService, kind: Kind, name: string): Promise<void> {
  const entity = { [`${kind}Name`]: name };
  const { PolicyNames: names } = await iam.call(`List${kind}Policies`, entity);
  for (const it of Array.isArray(names) ? names : []) await iam.call(`Delete${kind}Policy`, { ...entity, PolicyName: String(it) });
  const { AttachedPolicies: attached } = await iam.call(`ListAttached${kind}Policies`, entity);
  for (const it of Array.isArray(attached) ? attached : []) {
    await iam.call(`Detach${kind}Policy`, { ...entity, PolicyArn: String(Object(it).PolicyArn) });
  }
}
