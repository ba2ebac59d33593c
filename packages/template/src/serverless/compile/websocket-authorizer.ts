import { nearestHint } from '../../nearest-name.ts';
import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import type { Mapping, Section } from '../section.ts';
import type { Service, ServiceFunction } from '../service.ts';
import { invocationTarget, servicePermission } from './invocation.ts';

export interface WebsocketAuthorizer {
  readonly name: string;
  readonly arn: Value;
  /** The function of this service that decides. */
  readonly target: ServiceFunction | undefined;
  readonly identitySource: readonly Value[];
}

const defaultIdentitySource = ['route.request.header.Auth'];

/** A function's name, its ARN, or a mapping of either with `identitySource`. */
export function readWebsocketAuthorizer({ functions }: Service, settings: Section): WebsocketAuthorizer | undefined {
  const written = settings.raw('authorizer');
  if (written === undefined) return undefined;
  const section = isMapping(written) ? settings.section('authorizer') : undefined;
  section?.allow(['arn', 'identitySource', 'name']);
  const short = section ? undefined : settings.text('authorizer');
  const arn = section ? section.raw('arn') : short?.includes(':') ? short : undefined;
  const identitySource = section?.list('identitySource') ?? defaultIdentitySource;
  if (arn !== undefined) {
    const name = typeof arn === 'string' ? arn.split(':').at(-1) : section?.text('name');
    if (name) return { name, arn, target: functions.find((it) => it.key === name), identitySource };
    (section ?? settings).missing('name', 'Non-string "arn" needs to be accompanied with "name".');
    return undefined;
  }
  const name = section ? section.text('name') : short;
  const target = functions.find((it) => it.key === name);
  if (target && name !== undefined) return { name, arn: invocationTarget(target), target, identitySource };
  const keys = functions.map((it) => it.key);
  const message = `Function "${name ?? ''}" doesn't exist in this Service`;
  settings.report({ code: 'UNRESOLVED_REF', message, at: settings.placeOf('authorizer'), hint: nearestHint(name ?? '', keys) });
  return undefined;
}

/** @param api the API's logical id, when it is of this stack */
export function authorizerPermission({ arn, target }: WebsocketAuthorizer, api: readonly string[]): Mapping {
  const isOwn = target !== undefined && JSON.stringify(arn) === JSON.stringify(invocationTarget(target));
  const waits = isOwn ? [target.logicalId, ...(target.alias ? [target.alias.logicalId] : [])] : [];
  return { ...servicePermission(arn, 'apigateway.amazonaws.com'), DependsOn: [...api, ...waits] };
}
