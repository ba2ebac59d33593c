import type { Value } from '../template.ts';

/** @source "Pseudo parameters reference", AWS CloudFormation user guide */
export interface PseudoParameters {
  readonly AccountId: string;
  readonly NotificationARNs: readonly string[];
  readonly Partition: string;
  readonly Region: string;
  readonly StackId: string;
  readonly StackName: string;
  readonly URLSuffix: string;
}

/** What the names in a template stand for while its intrinsic functions are resolved. */
export interface Scope {
  readonly parameters: { readonly [name: string]: Value };
  readonly mappings: { readonly [name: string]: Value };
  readonly pseudo: PseudoParameters;
  /** A condition's value, or undefined when the template has no such condition. */
  condition(name: string): boolean | undefined;
  /** Whether the template declares this resource: tells a misspelt name from one that was not created. */
  declares(logicalId: string): boolean;
  /** What `Ref` answers for a resource, or undefined when there is no such resource. */
  ref(logicalId: string): Value | undefined;
  /** What `Fn::GetAtt` answers, or undefined when there is no such resource or attribute. */
  getAtt(logicalId: string, attribute: string): Value | undefined;
  /** What another stack exports under a name, or undefined when none does. */
  importValue(name: string): Value | undefined;
}
