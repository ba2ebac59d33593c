import type { Place } from '../../places.ts';
import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import { asText } from '../as-text.ts';
import { type Draft, properties } from '../draft.ts';
import { apiKeyId, usagePlanId, usagePlanKeyId } from '../naming.ts';
import { Section } from '../section.ts';
import type { Service } from '../service.ts';
import type { RestApi } from './rest-api.ts';

/** One key of `apiKeys`: a name, or settings with one. */
interface ApiKey {
  readonly number: number;
  /** The usage plan it belongs to; undefined is the only one. */
  readonly plan: string | undefined;
  readonly written: Value;
  readonly place: Place | undefined;
}

/** API keys, usage plans, and which key may use which plan. */
export function compileApiKeys(service: Service, api: RestApi, deployment: string, draft: Draft): void {
  const { apiGateway, stage } = service;
  if (apiGateway.raw('apiKeys') === undefined && apiGateway.raw('usagePlan') === undefined) return;
  const plans = namedPlans(service);
  const keys = readKeys(service, plans);
  for (const key of keys) {
    const settings = isMapping(key.written) ? new Section(key.written, 'provider.apiGateway.apiKeys', service.report) : undefined;
    const all = properties({
      Enabled: settings?.flag('enabled') ?? true,
      Name: settings ? settings.text('name') : asText(key.written),
      Value: settings?.text('value'),
      Description: settings?.text('description'),
      CustomerId: settings?.text('customerId'),
      StageKeys: [{ RestApiId: api.id, StageName: stage }],
    });
    draft.add(apiKeyId(key.number, key.plan), { Type: 'AWS::ApiGateway::ApiKey', Properties: all, DependsOn: deployment }, key.place);
  }
  for (const [name, plan] of plans ?? [[undefined, apiGateway.section('usagePlan')] as const]) {
    draft.add(
      usagePlanId(name),
      usagePlan(service, api, deployment, name, plan),
      apiGateway.placeOfName('usagePlan') ?? apiGateway.placeOfName('apiKeys'),
    );
  }
  for (const { number, plan, place } of keys) {
    const all = { KeyId: { Ref: apiKeyId(number, plan) }, KeyType: 'API_KEY', UsagePlanId: { Ref: usagePlanId(plan) } };
    draft.add(usagePlanKeyId(number, plan), { Type: 'AWS::ApiGateway::UsagePlanKey', Properties: all }, place);
  }
}

function usagePlan(
  { name: service, stage }: Service,
  api: RestApi,
  deployment: string,
  name: string | undefined,
  plan: Section | undefined,
) {
  const quota = plan?.section('quota');
  const throttle = plan?.section('throttle');
  const all = properties({
    ApiStages: [{ ApiId: api.id, Stage: stage }],
    Description: name === undefined ? `Usage plan for ${service} ${stage} stage` : `Usage plan "${name}" for ${service} ${stage} stage`,
    UsagePlanName: name === undefined ? `${service}-${stage}` : `${service}-${name}-${stage}`,
    Quota: quota && properties({ Limit: quota.number('limit'), Offset: quota.number('offset'), Period: quota.text('period') }),
    Throttle: throttle && properties({ BurstLimit: throttle.number('burstLimit'), RateLimit: throttle.number('rateLimit') }),
  });
  return { Type: 'AWS::ApiGateway::UsagePlan', DependsOn: deployment, Properties: all };
}

/** A list of plans names each of them; a mapping is the only one. */
function namedPlans({ apiGateway, report }: Service): ReadonlyMap<string, Section | undefined> | undefined {
  const written = apiGateway.raw('usagePlan');
  if (!Array.isArray(written)) return undefined;
  const plans = new Map<string, Section | undefined>();
  for (const item of written) {
    if (!isMapping(item)) continue;
    const section = new Section(item, 'provider.apiGateway.usagePlan', report);
    const [name] = section.names;
    if (name !== undefined) plans.set(name, section.section(name));
  }
  return plans;
}

function readKeys({ apiGateway }: Service, plans: ReadonlyMap<string, unknown> | undefined): ApiKey[] {
  const keys: ApiKey[] = [];
  let number = 0;
  for (const written of apiGateway.list('apiKeys') ?? []) {
    const place = apiGateway.placeOf('apiKeys');
    const plan = isMapping(written) ? Object.keys(written)[0] : undefined;
    const ofPlan = isMapping(written) && plan !== undefined ? written[plan] : undefined;
    if (plan !== undefined && plans?.has(plan) && Array.isArray(ofPlan)) {
      number = 0;
      for (const key of ofPlan) {
        number += 1;
        keys.push({ number, plan, written: key, place });
      }
    } else if (plan !== undefined && plans && Array.isArray(ofPlan)) {
      apiGateway.invalid('apiKeys', `has a key "${plan}" with no usage plan.`, `Add "${plan}" to usagePlan.`);
    } else {
      number += 1;
      keys.push({ number, plan: undefined, written, place });
    }
  }
  return keys;
}
