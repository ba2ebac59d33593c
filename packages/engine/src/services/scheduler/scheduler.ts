import type { AwsService } from '../../protocol/aws-service.ts';
import { loadOnce } from '../../protocol/load-once.ts';
import { answerRestJson, type RestJsonService } from '../../protocol/rest-json.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import type { World } from '../../world/world.ts';
import { Alarms } from '../schedule-expression/alarms.ts';
import type { Targets } from '../targets.ts';
import { alarmOf } from './keep-schedule.ts';
import { defaultGroup, type Scheduler } from './schedule.ts';

/** EventBridge Scheduler: schedules, their groups and their targets. */
export interface SchedulerService extends AwsService {
  /** Runs one operation with AWS's own input and output shapes, without the wire. @throws ServiceError as AWS answers */
  call(operation: string, input: object): Promise<Record<string, unknown>>;
  /** In the order of groups and names. */
  plannedSchedules(): readonly PlannedSchedule[];
  stop(): void;
}

export interface PlannedSchedule {
  readonly name: string;
  readonly groupName: string;
  readonly scheduleExpression: string;
  readonly timeZone: string;
  /** Milliseconds since 1970; undefined for a schedule that is disabled or never runs again. */
  readonly nextRunMs: number | undefined;
  readonly targetArn: string;
}

export function createScheduler({ world, targets }: { readonly world: World; readonly targets: Targets }): SchedulerService {
  const nowMs = world.now();
  const first = { name: defaultGroup, createdMs: nowMs, modifiedMs: nowMs, tags: {}, schedules: new Map() };
  const on: Scheduler = { world, targets, groups: new Map([[defaultGroup, first]]), alarms: new Alarms(world) };
  const operations = loadOnce(async () => (await import('./operations.ts')).operations);
  const service: RestJsonService<Scheduler> = { signingName: 'scheduler', service: on, operations };
  return {
    signingName: 'scheduler',
    handle: (request) => answerRestJson(service, request),
    async call(name, input) {
      const found = (await operations()).find((it) => it.name === name);
      if (!found) throw new ServiceError('UnknownOperationException', `There is no operation ${name}.`);
      return { ...found.call(on, { ...input }) };
    },
    plannedSchedules() {
      const all = [...on.groups.values()].flatMap(({ schedules }) => [...schedules.values()]);
      const planned = all.map((it) => ({ ...it, targetArn: it.target.Arn, nextRunMs: on.alarms.nextOf(alarmOf(it)) }));
      return planned.sort((a, b) => (alarmOf(a) < alarmOf(b) ? -1 : 1));
    },
    stop: () => on.alarms.stop(),
  };
}
