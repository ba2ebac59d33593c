import { nearestHint } from '../../nearest-name.ts';
import { isMapping } from '../../source.ts';
import type { Value } from '../../template.ts';
import { type Draft, properties } from '../draft.ts';
import { normalizedName } from '../naming.ts';
import { isUnresolved, Section } from '../section.ts';
import type { Service, ServiceFunction } from '../service.ts';
import { customRole, type SharedRole } from './iam-role.ts';
import { invocationTarget } from './invocation.ts';

/** `AWS::Lambda::EventInvokeConfig`: where asynchronous invocations go, how often and how long they are tried. */
export function compileEventInvokeConfigs(service: Service, draft: Draft, role: SharedRole): void {
  const allowed = new Set<Value>();
  for (const target of service.functions) compileEventInvokeConfig(service, target, { draft, role, allowed });
}

interface Compilation {
  readonly draft: Draft;
  readonly role: SharedRole;
  /** Destinations that the role may send to already. */
  readonly allowed: Set<Value>;
}

function compileEventInvokeConfig(service: Service, target: ServiceFunction, { draft, role, allowed }: Compilation): void {
  const { section, alias } = target;
  const destinations = section.section('destinations');
  destinations?.allow(['onFailure', 'onSuccess']);
  const age = section.number('maximumEventAge');
  const attempts = section.number('maximumRetryAttempts');
  if (!destinations && !age && attempts === undefined) return;
  const isShared = customRole(service.provider, section) === undefined;
  const read = (name: string): Destination | undefined => {
    const destination = destinations && readDestination(service, destinations, name);
    if (destination && isShared && !allowed.has(destination.written)) {
      allowed.add(destination.written);
      role.add({ Effect: 'Allow', Action: destination.action, Resource: destination.resource });
    }
    return destination;
  };
  const onSuccess = read('onSuccess');
  const onFailure = read('onFailure');
  const waits = new Set([alias?.logicalId, onSuccess?.aliasId, onFailure?.aliasId].filter((it) => it !== undefined));
  const [only, ...more] = waits;
  const all = properties(
    {
      FunctionName: { Ref: target.logicalId },
      DestinationConfig: properties({
        OnSuccess: onSuccess && { Destination: onSuccess.arn },
        OnFailure: onFailure && { Destination: onFailure.arn },
      }),
      Qualifier: alias?.name ?? '$LATEST',
      MaximumEventAgeInSeconds: age || undefined,
      MaximumRetryAttempts: attempts,
    },
    {
      DestinationConfig: [section, 'destinations'],
      MaximumEventAgeInSeconds: [section, 'maximumEventAge'],
      MaximumRetryAttempts: [section, 'maximumRetryAttempts'],
    },
  );
  const dependsOn = only === undefined ? {} : { DependsOn: more.length === 0 ? only : [only, ...more] };
  const resource = { Type: 'AWS::Lambda::EventInvokeConfig', Properties: all, ...dependsOn };
  draft.add(`${normalizedName(target.key)}LambdaEvConf`, resource, target.place);
}

interface Destination {
  readonly written: Value;
  readonly arn: Value;
  /** What the role needs, and on what. */
  readonly action: string;
  readonly resource: Value;
  /** The alias of a function that is invoked. */
  readonly aliasId: string | undefined;
}

const actions: { readonly [type: string]: string } = {
  function: 'lambda:InvokeFunction',
  sqs: 'sqs:SendMessage',
  sns: 'sns:Publish',
  eventBus: 'events:PutEvents',
};

/** A function of this service, an ARN, or an intrinsic function with its type. */
function readDestination({ functions }: Service, destinations: Section, name: string): Destination | undefined {
  const written = destinations.raw(name);
  if (written === undefined || written === '' || isUnresolved(written)) return undefined;
  if (isMapping(written)) {
    const settings = new Section(written, `${destinations.path}.${name}`, destinations.report);
    settings.allow(['arn', 'type']);
    const arn = settings.raw('arn');
    const action = actions[settings.text('type') ?? ''];
    if (arn !== undefined && action !== undefined) return { written, arn, action, resource: arn, aliasId: undefined };
    settings.report({
      code: 'MISSING_PROPERTY',
      message: `"${settings.path}" needs an arn and a type.`,
      at: destinations.placeOf(name),
      hint: `Give arn, and as type one of ${Object.keys(actions).join(', ')}.`,
    });
    return undefined;
  }
  if (typeof written !== 'string') {
    destinations.invalid(name, 'is neither a text nor a mapping.', 'Give the name of a function or an ARN.');
    return undefined;
  }
  const text = written;
  if (text.startsWith('arn:')) {
    const action = actionOfArn(text);
    if (action === undefined) destinations.invalid(name, `is "${text}".`, 'Give the ARN of a function, a queue, a topic or an event bus.');
    return action === undefined ? undefined : { written, arn: text, action, resource: text, aliasId: undefined };
  }
  const target = functions.find((it) => it.key === text);
  if (!target) {
    const keys = functions.map((it) => it.key);
    const message = `Function "${text}" doesn't exist in this Service`;
    destinations.report({ code: 'UNRESOLVED_REF', message, at: destinations.placeOf(name), hint: nearestHint(text, keys) });
    return undefined;
  }
  const alias = target.alias ? `:${target.alias.name}` : '';
  // By name, for the role and what it may invoke would wait for each other.
  const resource = {
    'Fn::Sub': `arn:\${AWS::Partition}:lambda:\${AWS::Region}:\${AWS::AccountId}:function:${target.functionName}${alias}`,
  };
  return { written, arn: invocationTarget(target), action: 'lambda:InvokeFunction', resource, aliasId: target.alias?.logicalId };
}

function actionOfArn(arn: string): string | undefined {
  if (arn.includes(':function:')) return actions.function;
  if (arn.includes(':sqs:')) return actions.sqs;
  if (arn.includes(':sns:')) return actions.sns;
  return arn.includes(':event-bus/') ? actions.eventBus : undefined;
}
