import { placeOfMember } from '../../places.ts';
import { isMapping } from '../../source.ts';
import type { Resource, Value } from '../../template.ts';
import { type Compilation, reportInvalid } from '../compilation.ts';
import { Members } from '../members.ts';
import { checkShapes } from '../properties.ts';
import { derivedAttributes, type Mapping, type SamResource } from '../sam-resource.ts';
import type { SamApi } from './sam-api.ts';

const sharedCondition = 'SharedUsagePlanCondition';

/**
 * Auth.UsagePlan: a usage plan, an API key and what joins the two; for one API, or shared by several.
 * @source "ApiUsagePlan", AWS SAM developer guide
 */
export function compileUsagePlan(api: SamApi, stageId: string, compilation: Compilation): void {
  const { UsagePlan: usagePlan } = api.auth;
  const { logicalId } = api.it;
  const at = placeOfMember(api.auth, 'UsagePlan') ?? api.it.at;
  // A text is told with the other shapes of Auth.
  if (Array.isArray(usagePlan)) reportInvalid(compilation, `UsagePlan of "${logicalId}" must be a map.`, at);
  if (!isMapping(usagePlan)) return;
  const owner = `UsagePlan of "${logicalId}"`;
  const shapes = { CreateUsagePlan: 'text', Description: 'any', Quota: 'any', Tags: 'any', Throttle: 'any', UsagePlanName: 'any' } as const;
  checkShapes(usagePlan, shapes, owner, compilation);
  const create = usagePlan.CreateUsagePlan;
  if (create === 'NONE') return;
  if (create !== 'PER_API' && create !== 'SHARED') {
    const hint = 'Write CreateUsagePlan: PER_API, SHARED or NONE; SAM reads the word itself, not the value of a function.';
    if (create === undefined)
      reportInvalid(compilation, `${owner} has no CreateUsagePlan, which is required.`, at, { code: 'MISSING_PROPERTY', hint });
    else {
      const message = `${owner}: CreateUsagePlan accepts one of SHARED, PER_API and NONE.`;
      reportInvalid(compilation, message, placeOfMember(usagePlan, 'CreateUsagePlan') ?? at, { hint });
    }
    return;
  }
  const shared = create === 'SHARED' ? share(api.it, stageId, compilation) : undefined;
  const prefix = shared ? 'Serverless' : logicalId;
  const apis = shared ? compilation.sharedUsagePlan.apis : [logicalId];
  const stages = shared ? compilation.sharedUsagePlan.stages : [{ api: logicalId, stageId }];
  const attributes = shared ?? derivedAttributes(api.it);
  const add = (suffix: string, resource: Resource): void =>
    compilation.add(api.it, `${prefix}${suffix}`, { ...resource, ...attributes }, { at, replace: shared !== undefined });

  const plan = new Members(usagePlan)
    .set(
      'ApiStages',
      stages.map((it): Value => ({ ApiId: { Ref: it.api }, Stage: { Ref: it.stageId } })),
    )
    .carry('UsagePlanName', 'Description', 'Quota', 'Tags', 'Throttle')
    .done(at);
  add('UsagePlan', { Type: 'AWS::ApiGateway::UsagePlan', DependsOn: [...apis], Properties: plan });
  const stageKeys = stages.map((it): Value => ({ RestApiId: { Ref: it.api }, StageName: { Ref: it.stageId } }));
  add('ApiKey', {
    Type: 'AWS::ApiGateway::ApiKey',
    DependsOn: [`${prefix}UsagePlan`],
    Properties: { Enabled: true, StageKeys: stageKeys },
  });
  add('UsagePlanKey', {
    Type: 'AWS::ApiGateway::UsagePlanKey',
    DependsOn: [`${prefix}ApiKey`],
    Properties: { KeyId: { Ref: `${prefix}ApiKey` }, KeyType: 'API_KEY', UsagePlanId: { Ref: `${prefix}UsagePlan` } },
  });
  for (const property of ['UsagePlan', 'ApiKey', 'UsagePlanKey'])
    compilation.referable.set(`${logicalId}.${property}`, `${prefix}${property}`);
}

/** Adds an API to the shared plan. @returns the attributes of the shared resources, of all APIs so far */
function share(it: SamResource, stageId: string, { sharedUsagePlan: plan, conditions }: Compilation): Mapping & Partial<Resource> {
  const attributes = derivedAttributes(it);
  plan.apis.push(it.logicalId);
  plan.stages.push({ api: it.logicalId, stageId });
  plan.deletionPolicy = strongest(['Retain', 'Snapshot', 'Delete'], plan.deletionPolicy, attributes.DeletionPolicy);
  plan.updateReplacePolicy = strongest(['Retain', 'Snapshot', 'Delete'], plan.updateReplacePolicy, attributes.UpdateReplacePolicy);
  if (attributes.Condition === undefined) plan.unconditional = true;
  else plan.conditions.add(attributes.Condition);
  const conditional = !plan.unconditional && plan.conditions.size > 0;
  const names = [...plan.conditions].map((it): Value => ({ Condition: it }));
  if (conditional) conditions.set(sharedCondition, names.length === 1 ? (names[0] ?? null) : { 'Fn::Or': names });
  else conditions.delete(sharedCondition);
  return {
    ...(plan.deletionPolicy !== undefined && { DeletionPolicy: plan.deletionPolicy }),
    ...(plan.updateReplacePolicy !== undefined && { UpdateReplacePolicy: plan.updateReplacePolicy }),
    ...(conditional && { Condition: sharedCondition }),
  };
}

/** The policy that keeps the most. */
function strongest(order: readonly string[], ...policies: readonly (string | undefined)[]): string | undefined {
  return order.find((it) => policies.includes(it)) ?? policies.find((it) => it !== undefined);
}
