import { expect, test } from 'vitest';
import { createWorld } from '../world/world.ts';
import { Deadlines } from './deadlines.ts';

/** A world whose timers run when its clock is moved. */
function clockedWorld(): { readonly world: ReturnType<typeof createWorld>; advance(ms: number): void; readonly timers: () => number } {
  let nowMs = 0;
  let timers: { readonly atMs: number; readonly callback: () => void }[] = [];
  const world = {
    ...createWorld(),
    now: () => nowMs,
    after(delayMs: number, callback: () => void) {
      const timer = { atMs: nowMs + delayMs, callback };
      timers.push(timer);
      return () => {
        timers = timers.filter((it) => it !== timer);
      };
    },
  };
  return {
    world,
    advance(ms) {
      nowMs += ms;
      const due = timers.filter((it) => it.atMs <= nowMs);
      timers = timers.filter((it) => it.atMs > nowMs);
      for (const { callback } of due) callback();
    },
    timers: () => timers.length,
  };
}

test('those that are not met are told, in turn, by one timer for each limit', () => {
  const { world, advance, timers } = clockedWorld();
  const deadlines = new Deadlines(world);
  const late: string[] = [];
  const first = deadlines.after(100, () => late.push('first'));
  deadlines.after(100, () => late.push('second'));
  advance(40);
  const third = deadlines.after(100, () => late.push('third'));
  deadlines.after(100, () => late.push('fourth'));
  deadlines.after(200, () => late.push('other limit'));
  expect(timers()).toBe(2);
  first();
  advance(60);
  expect(late).toEqual(['second']);
  third();
  third();
  advance(40);
  expect(late).toEqual(['second', 'fourth']);
  advance(60);
  expect(late).toEqual(['second', 'fourth']);
  advance(40);
  expect(late).toEqual(['second', 'fourth', 'other limit']);
  expect(timers()).toBe(0);
  deadlines.after(100, () => late.push('again'));
  advance(100);
  expect(late.at(-1)).toBe('again');
});
