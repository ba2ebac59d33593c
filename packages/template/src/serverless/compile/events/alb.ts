import { createHash } from 'node:crypto';
import { isMapping } from '../../../source.ts';
import type { Value } from '../../../template.ts';
import { properties } from '../../draft.ts';
import { normalizedName } from '../../naming.ts';
import type { Section } from '../../section.ts';
import type { Service } from '../../service.ts';
import { albAuthorizers, albConditions } from '../alb-rule.ts';
import { type EventCompilation, type EventType, type FunctionEvent, mappingOf } from '../event-type.ts';
import { invocationTarget, servicePermission } from '../invocation.ts';

const known = ['authorizer', 'conditions', 'healthCheck', 'listenerArn', 'multiValueHeaders', 'priority', 'targetGroupName'];
/** @source "Resource types defined by Elastic Load Balancing V2", service authorization reference */
const listenerOfAlb = /^arn:aws[\w-]*:elasticloadbalancing:.+:listener\/app\/[\w-]+\/([\w-]+)\/([\w-]+)$/;

/** A rule of a load balancer that is there: requests that match are handed to the function. */
export const alb: EventType = {
  name: 'alb',
  compile(events, compilation) {
    for (const event of events) compileRule(event, compilation);
  },
};

function compileRule(event: FunctionEvent, { service, draft }: EventCompilation): void {
  const { target, place } = event;
  const settings = mappingOf(event, known);
  const listener = settings?.raw('listenerArn');
  const balancer = typeof listener === 'string' ? listenerOfAlb.exec(listener)?.[1] : isMapping(listener) ? listener.Ref : undefined;
  const priority = settings?.number('priority');
  if (settings && listener === undefined) settings.missing('listenerArn', 'Give the ARN of the listener, or !Ref Listener.');
  else if (settings && typeof balancer !== 'string')
    settings.invalid('listenerArn', 'is no listener of an application load balancer.', 'Give its ARN, or !Ref Listener.');
  if (settings && priority === undefined) settings.missing('priority', 'Give the place of the rule among those of the listener.');
  if (!settings || listener === undefined || typeof balancer !== 'string' || priority === undefined) return;
  const isMultiValue = settings.flag('multiValueHeaders') ?? false;
  const prefixed = normalizedName(target.key);
  const groupId = `${prefixed}Alb${isMultiValue ? 'MultiValue' : ''}TargetGroup${balancer}`;
  const registerId = `${prefixed}LambdaPermissionRegisterTarget`;
  const tag = `${service.name}-${target.key}-${balancer}-`;
  const group = {
    TargetType: 'lambda',
    Targets: [{ Id: invocationTarget(target) }],
    Name: groupName(service, settings, `${tag}${isMultiValue ? 'multi-value-' : ''}${service.stage}`),
    Tags: [{ Key: 'Name', Value: `${tag}${service.stage}` }],
    TargetGroupAttributes: [{ Key: 'lambda.multi_value_headers.enabled', Value: isMultiValue }],
    ...healthCheck(settings),
  };
  const waits = [registerId, ...(target.alias ? [target.alias.logicalId] : [])];
  draft.add(groupId, { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: group, DependsOn: waits }, place);
  const rule = properties({
    Actions: actions(service, settings, groupId),
    Conditions: albConditions(settings),
    ListenerArn: listener,
    Priority: priority,
  });
  draft.add(`${prefixed}AlbListenerRule${priority}`, { Type: 'AWS::ElasticLoadBalancingV2::ListenerRule', Properties: rule }, place);
  const alias = target.alias ? { DependsOn: [target.alias.logicalId] } : {};
  const principal = 'elasticloadbalancing.amazonaws.com';
  const invoke = servicePermission(invocationTarget(target), principal, { SourceArn: { Ref: groupId } });
  draft.add(`${prefixed}LambdaPermissionAlb`, { ...invoke, ...alias }, place);
  draft.add(registerId, { ...servicePermission(invocationTarget(target), principal), ...alias }, place);
}

/** Of 32 characters, digest of what the group is for. */
function groupName({ provider }: Service, settings: Section, digested: string): string {
  const prefix = provider.section('alb')?.text('targetGroupPrefix') ?? '';
  const name = settings.text('targetGroupName');
  if (name && prefix)
    settings.invalid('targetGroupName', 'stands beside "provider.alb.targetGroupPrefix".', 'Please specify only one of the two.');
  return name || `${prefix}${createHash('md5').update(digested).digest('hex')}`.slice(0, 32);
}

/** Who must be known first, and then the function. */
function actions(service: Service, settings: Section, groupId: string): Value {
  const authorizers = albAuthorizers(service, settings);
  const forward = { Type: 'forward', TargetGroupArn: { Ref: groupId } };
  if (authorizers.length === 0) return [forward];
  return [...authorizers, { ...forward, Order: authorizers.length + 1 }];
}

function healthCheck(settings: Section): { readonly [property: string]: Value } {
  const written = settings.raw('healthCheck');
  if (written === undefined || written === false) return { HealthCheckEnabled: false };
  const check = isMapping(written) ? settings.section('healthCheck') : undefined;
  check?.allow(['healthyThresholdCount', 'intervalSeconds', 'matcher', 'path', 'timeoutSeconds', 'unhealthyThresholdCount']);
  return {
    HealthCheckEnabled: true,
    HealthCheckPath: check?.text('path') ?? '/',
    HealthCheckIntervalSeconds: check?.number('intervalSeconds') ?? 35,
    HealthCheckTimeoutSeconds: check?.number('timeoutSeconds') ?? 30,
    HealthyThresholdCount: check?.number('healthyThresholdCount') ?? 5,
    UnhealthyThresholdCount: check?.number('unhealthyThresholdCount') ?? 5,
    Matcher: { HttpCode: check?.section('matcher')?.text('httpCode') ?? '200' },
  };
}
