import { type QuotaPeriod, quotaWindow } from './quota-window.ts';
import type { UsagePlan } from './rest-api.ts';

const dayMs = 24 * 60 * 60 * 1000;
const hourMs = 60 * 60 * 1000;

/** How long days are kept. @source "GetUsage": a date range of up to 90 days */
const maximumDays = 90;

/** What one key has used of one plan. */
interface KeyUsage {
  /** By days since 1970, in UTC. */
  readonly days: Map<number, { used: number; remaining: number }>;
  /** The plan's period and offset that the window was computed for. */
  rule: string;
  /** The hour, since 1970, in which the window was computed: the same hour is in the same window, as windows begin at midnight. */
  hour: number;
  windowStartMs: number;
  /** Since the window began. */
  used: number;
}

/** What the keys of usage plans have used: their quotas, and what `get-usage` tells of each day. */
export class UsageLog {
  readonly #usage = new Map<string, KeyUsage>();

  /** Counts a call, unless the quota of the period is used up: then it answers false. */
  take(plan: UsagePlan, keyId: string, nowMs: number): boolean {
    const usage = this.#usageOf(plan, keyId, nowMs);
    const limit = plan.quota?.limit;
    if (limit !== undefined && usage.used >= limit) return false;
    usage.used += 1;
    const remaining = limit === undefined ? 0 : limit - usage.used;
    const day = Math.floor(nowMs / dayMs);
    const today = usage.days.get(day);
    if (today) {
      today.used += 1;
      today.remaining = remaining;
      return true;
    }
    usage.days.set(day, { used: 1, remaining });
    const [oldest] = usage.days.keys();
    if (usage.days.size > maximumDays && oldest !== undefined) usage.days.delete(oldest);
    return true;
  }

  /** Grants a key so many calls for the rest of the period, whatever it has used. */
  setRemaining(plan: UsagePlan, keyId: string, { remaining, nowMs }: { readonly remaining: number; readonly nowMs: number }): void {
    const usage = this.#usageOf(plan, keyId, nowMs);
    usage.used = (plan.quota?.limit ?? 0) - remaining;
    const day = Math.floor(nowMs / dayMs);
    usage.days.set(day, { used: usage.days.get(day)?.used ?? 0, remaining });
  }

  /** Used and remaining calls of each day from `startMs` to `endMs`; undefined for a key that has never called. */
  daysOf(plan: UsagePlan, keyId: string, range: { readonly startMs: number; readonly endMs: number }): readonly UsageOfDay[] | undefined {
    const usage = this.#usage.get(`${plan.id} ${keyId}`);
    if (!usage) return undefined;
    const days: UsageOfDay[] = [];
    let remaining = plan.quota?.limit ?? 0;
    for (let at = range.startMs; at <= range.endMs; at += dayMs) {
      const day = usage.days.get(Math.floor(at / dayMs));
      remaining = day?.remaining ?? remaining;
      days.push([day?.used ?? 0, remaining]);
    }
    return days;
  }

  #usageOf({ id: planId, quota }: UsagePlan, keyId: string, nowMs: number): KeyUsage {
    const id = `${planId} ${keyId}`;
    const { period = 'DAY', offset = 0 } = quota ?? {};
    const rule = `${period} ${offset}`;
    const hour = Math.floor(nowMs / hourMs);
    const known = this.#usage.get(id);
    if (known && known.hour === hour && known.rule === rule) return known;
    const windowStartMs = quotaWindow(nowMs, period satisfies QuotaPeriod, offset);
    const usage = known ?? { days: new Map(), rule, hour, windowStartMs, used: 0 };
    if (usage.windowStartMs !== windowStartMs) usage.used = 0;
    Object.assign(usage, { rule, hour, windowStartMs });
    this.#usage.set(id, usage);
    return usage;
  }
}

export type UsageOfDay = readonly [used: number, remaining: number];
