import type { Diagnostic } from '../diagnostic.ts';
import type { Template } from '../template.ts';
import { conditionValues } from './condition-values.ts';
import { type ParameterSettings, parameterValues } from './parameter-values.ts';
import { checkRules } from './rules.ts';
import type { PseudoParameters, Scope } from './scope.ts';

export interface ScopeSettings extends ParameterSettings {
  readonly stackName: string;
  readonly region: string;
  readonly accountId: string;
  /** Defaults to an ARN made of the other settings. */
  readonly stackId?: string;
  readonly notificationArns?: readonly string[];
  /** What other stacks export; without it, nothing. */
  readonly importValue?: Scope['importValue'];
}

export interface CreatedScope {
  readonly scope: Scope;
  /** What is wrong with the parameters' values, and with the conditions. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Checks the parameters' values and evaluates the conditions of a template.
 *
 * @param ref what `Ref` answers for a resource; parameters and pseudo parameters are answered before it is asked
 * @param getAtt what `Fn::GetAtt` answers for a resource's attribute
 */
export function createScope(template: Template, settings: ScopeSettings, ref: Scope['ref'], getAtt: Scope['getAtt']): CreatedScope {
  const diagnostics: Diagnostic[] = [];
  const report = (it: Diagnostic): void => void diagnostics.push(it);
  const pseudo = pseudoParameters(settings);
  const parameters = parameterValues(template.Parameters ?? {}, settings, report);
  const declares = (logicalId: string): boolean => Object.hasOwn(template.Resources, logicalId);
  const { importValue = (): undefined => undefined } = settings;
  const mappings = template.Mappings ?? {};
  const partial: Omit<Scope, 'condition'> = { parameters, mappings, pseudo, declares, ref, getAtt, importValue };
  const condition = conditionValues(template.Conditions ?? {}, partial, report);
  const scope = { ...partial, condition };
  checkRules(template, scope, report);
  return { scope, diagnostics };
}

function pseudoParameters({ accountId, region, stackName, stackId, notificationArns }: ScopeSettings): PseudoParameters {
  const partition = partitionOf(region);
  return {
    AccountId: accountId,
    NotificationARNs: notificationArns ?? [],
    Partition: partition,
    Region: region,
    StackId: stackId ?? `arn:${partition}:cloudformation:${region}:${accountId}:stack/${stackName}/00000000-0000-0000-0000-000000000000`,
    StackName: stackName,
    URLSuffix: partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com',
  };
}

/** @source "Amazon Resource Names (ARNs)", AWS general reference */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  return 'aws';
}
