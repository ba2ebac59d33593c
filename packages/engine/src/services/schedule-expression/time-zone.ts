/** What a clock on the wall shows; months and days from 1. */
export interface WallClock {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

/** Whether the name is one of IANA's that this machine knows. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    // An offset is none of AWS's names.
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}

export function wallClock(ms: number, timeZone: string): WallClock {
  const shown = new Date(ms + offsetMs(ms, timeZone));
  return {
    year: shown.getUTCFullYear(),
    month: shown.getUTCMonth() + 1,
    day: shown.getUTCDate(),
    hour: shown.getUTCHours(),
    minute: shown.getUTCMinutes(),
  };
}

/** The first moment at which a clock shows this; undefined when none does. */
export function toUtc({ year, month, day, hour, minute }: WallClock, timeZone: string): number | undefined {
  const wanted = Date.UTC(year, month - 1, day, hour, minute);
  if (timeZone === 'UTC') return wanted;
  // A day before and a day after, so that the offsets on both sides of a change are tried; the greater one is the earlier moment.
  const offsets = [offsetMs(wanted - 86_400_000, timeZone), offsetMs(wanted + 86_400_000, timeZone)].sort((a, b) => b - a);
  return offsets.map((offset) => wanted - offset).find((ms) => ms + offsetMs(ms, timeZone) === wanted);
}

/** How far the zone's clocks are ahead of UTC. */
function offsetMs(ms: number, timeZone: string): number {
  if (timeZone === 'UTC') return 0;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const parts = new Map(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return shown - Math.floor(ms / 1000) * 1000;
}
