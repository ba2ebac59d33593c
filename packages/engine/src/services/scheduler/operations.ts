import type { Operation } from './operation.ts';
import { createSchedule } from './operations/create-schedule.ts';
import { createScheduleGroup } from './operations/create-schedule-group.ts';
import { deleteSchedule } from './operations/delete-schedule.ts';
import { deleteScheduleGroup } from './operations/delete-schedule-group.ts';
import { getSchedule } from './operations/get-schedule.ts';
import { getScheduleGroup } from './operations/get-schedule-group.ts';
import { listScheduleGroups } from './operations/list-schedule-groups.ts';
import { listSchedules } from './operations/list-schedules.ts';
import { listTagsForResource } from './operations/list-tags-for-resource.ts';
import { tagResource } from './operations/tag-resource.ts';
import { untagResource } from './operations/untag-resource.ts';
import { updateSchedule } from './operations/update-schedule.ts';

/** What of EventBridge Scheduler runs here: all of it. */
export const operations: readonly Operation[] = [
  createSchedule,
  createScheduleGroup,
  deleteSchedule,
  deleteScheduleGroup,
  getSchedule,
  getScheduleGroup,
  listScheduleGroups,
  listSchedules,
  listTagsForResource,
  tagResource,
  untagResource,
  updateSchedule,
];
