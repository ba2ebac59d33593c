import { type RpcOperation, rpcOperation } from '../../../protocol/rpc/rpc-service.ts';
import { isRecord, required, string, structure, validationError } from '../../../protocol/shape.ts';
import { busArn, type EventBridge, findBus, type PolicyStatement } from '../event-bus.ts';
import { busName } from '../shapes.ts';

const input = structure('com.amazonaws.events.PutPermissionRequest', {
  EventBusName: busName,
  Action: string({ min: 1, max: 64, pattern: 'events:[a-zA-Z]+' }),
  Principal: string({ min: 1, max: 12, pattern: '(\\d{12}|\\*)' }),
  StatementId: string({ min: 1, max: 64, pattern: '[a-zA-Z0-9-_]+' }),
  Condition: structure('com.amazonaws.events.Condition', {
    Type: required(string()),
    Key: required(string()),
    Value: required(string()),
  }),
  Policy: string(),
});

/** @source "PutPermission", EventBridge API reference; the policy it makes was recorded from AWS by localstack's tests */
export const putPermission: RpcOperation<EventBridge> = rpcOperation('PutPermission', input, (on: EventBridge, request) => {
  const { Action, Principal, StatementId, Condition, Policy } = request;
  const bus = findBus(on, request.EventBusName);
  const keep = (statements: readonly PolicyStatement[]): void => {
    on.buses.set(bus.name, { ...bus, statements, modifiedMs: on.world.now() });
  };
  if (Policy !== undefined) {
    keep(statementsOf(Policy));
    return undefined;
  }
  if (Action === undefined || Principal === undefined || StatementId === undefined)
    throw validationError('Parameters Action, Principal and StatementId, or Policy, must be specified.');
  const statement = {
    Sid: StatementId,
    Effect: 'Allow',
    Principal: Principal === '*' ? '*' : { AWS: `arn:${on.world.partition}:iam::${Principal}:root` },
    Action,
    Resource: busArn(on, bus.name),
    ...(Condition && { Condition: { [Condition.Type]: { [Condition.Key]: Condition.Value } } }),
  };
  keep([...bus.statements.filter((it) => it.Sid !== StatementId), statement]);
  return undefined;
});

/** @throws ServiceError ValidationException */
export function statementsOf(policy: string): readonly PolicyStatement[] {
  let document: unknown;
  try {
    document = JSON.parse(policy);
  } catch {
    document = undefined;
  }
  const statements: unknown = isRecord(document) ? document.Statement : undefined;
  const all: readonly unknown[] = Array.isArray(statements) ? statements : [statements];
  if (!all.every(isRecord)) throw validationError('Parameter Policy is not valid.');
  return all;
}
