import type { AwsService } from '../../protocol/aws-service.ts';
import { loadOnce } from '../../protocol/load-once.ts';
import { answerRpc } from '../../protocol/rpc/answer-rpc.ts';
import { callRpc, type RpcService } from '../../protocol/rpc/rpc-service.ts';
import { isRecord } from '../../protocol/shape.ts';
import type { World } from '../../world/world.ts';
import { Alarms } from '../schedule-expression/alarms.ts';
import type { Deliver, Targets } from '../targets.ts';
import { dispatch } from './dispatch.ts';
import { defaultBus, type EventBridge, findBus, newBus } from './event-bus.ts';
import { receivedEvent } from './received-event.ts';

/** EventBridge: buses, rules and their targets. */
export interface EventsService extends AwsService {
  /** Runs one operation with AWS's own input and output shapes, without the wire. @throws ServiceError as AWS answers */
  call(operation: string, input: object): Promise<Record<string, unknown>>;
  /** Accepts an event of another service, as `Targets` hands it over. */
  readonly deliver: Deliver;
  /** The rules that run by the clock, in the names' order. */
  scheduledRules(): readonly ScheduledRule[];
  stop(): void;
}

export interface ScheduledRule {
  readonly name: string;
  readonly scheduleExpression: string;
  /** Milliseconds since 1970; undefined for a rule that is disabled or never runs again. */
  readonly nextRunMs: number | undefined;
  readonly targetArns: readonly string[];
}

export function createEvents({ world, targets }: { readonly world: World; readonly targets: Targets }): EventsService {
  const buses = new Map([[defaultBus, newBus(defaultBus, world.now())]]);
  const on: EventBridge = { world, targets, buses, alarms: new Alarms(world) };
  const rpc: RpcService<EventBridge> = {
    signingName: 'events',
    json: { targetPrefix: 'AWSEvents' },
    service: on,
    operations: loadOnce(async () => (await import('./operations.ts')).operations),
    resourceOf: (input) => {
      const { Name, Rule, EventBusName } = isRecord(input) ? input : {};
      return [Rule, Name, EventBusName].find((it) => typeof it === 'string');
    },
  };
  return {
    signingName: 'events',
    handle: (request) => answerRpc(rpc, request),
    call: (operation, input) => callRpc(rpc, operation, input),
    async deliver(targetArn, delivery) {
      dispatch(on, findBus(on, targetArn), receivedEvent(world, targetArn, delivery.payload));
    },
    scheduledRules() {
      const rules = [...(buses.get(defaultBus)?.rules.values() ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1));
      return rules.flatMap(({ name, scheduleExpression, targets: ofRule }) => {
        if (scheduleExpression === undefined) return [];
        const targetArns = [...ofRule.values()].map(({ Arn }) => Arn);
        return [{ name, scheduleExpression, nextRunMs: on.alarms.nextOf(name), targetArns }];
      });
    },
    stop: () => on.alarms.stop(),
  };
}
