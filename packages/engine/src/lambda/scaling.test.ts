import { expect, test } from 'vitest';
import { environmentsToStart, eventsAhead, type Load } from './scaling.ts';

const usual: Load = {
  waiting: 1,
  starting: 0,
  busy: 1,
  durationMs: 10,
  longestRunningMs: 5,
  coldStartMs: 100,
  waitedMs: 0,
  activeShare: 0.02,
  processorCount: 4,
  maximumEnvironments: 1000,
};

test.each<{ name: string; load: Partial<Load>; start: number }>([
  { name: 'nothing waits', load: { waiting: 0 }, start: 0 },
  { name: 'the first invocation ever', load: { busy: 0, durationMs: undefined, longestRunningMs: 0 }, start: 1 },
  {
    name: '49 behind the first, of which nothing is known yet',
    load: { waiting: 49, durationMs: undefined, longestRunningMs: 0 },
    start: 0,
  },
  {
    name: '49 behind the first, which has been running for 50 ms',
    load: { waiting: 49, durationMs: undefined, longestRunningMs: 50 },
    start: 3,
  },
  {
    name: '49 behind the first, which has been running for 150 ms',
    load: { waiting: 49, durationMs: undefined, longestRunningMs: 150 },
    start: 49,
  },
  {
    name: '49 behind the first, which has been running for 50 ms and waits for something',
    load: { waiting: 49, durationMs: undefined, longestRunningMs: 50, longestRunningShare: 0.05 },
    start: 25,
  },
  {
    name: '49 behind the first, which has been running for 50 ms and computes',
    load: { waiting: 49, durationMs: undefined, longestRunningMs: 50, longestRunningShare: 0.9 },
    start: 3,
  },
  { name: '49 one-second calls', load: { waiting: 49, durationMs: 1000 }, start: 49 },
  { name: 'the same while 49 are starting', load: { waiting: 49, starting: 49, durationMs: 1000 }, start: 0 },
  {
    name: '49 one-second calls that compute: no more than there are processors',
    load: { waiting: 49, durationMs: 1000, activeShare: 1 },
    start: 3,
  },
  { name: '31 calls of 0.1 ms', load: { waiting: 31, durationMs: 0.1, activeShare: 1, waitedMs: 1000 }, start: 0 },
  { name: '31 calls of 2 ms that wait for a table, for the first time', load: { waiting: 31, durationMs: 2 }, start: 0 },
  { name: '31 calls of 2 ms that wait for a table, again and again', load: { waiting: 31, durationMs: 2, waitedMs: 101 }, start: 1 },
  { name: 'a hiccup among fast calls', load: { waiting: 31, durationMs: 0.1, longestRunningMs: 30, activeShare: 1 }, start: 0 },
  { name: 'fast calls that have become slow', load: { waiting: 31, durationMs: 0.1, longestRunningMs: 1000 }, start: 31 },
  { name: '999 one-second calls while 60 start', load: { waiting: 999, starting: 60, durationMs: 1000 }, start: 4 },
  { name: 'no memory for more', load: { waiting: 49, durationMs: 1000, maximumEnvironments: 8 }, start: 7 },
])('$name', ({ load, start }) => {
  expect(environmentsToStart({ ...usual, ...load })).toBe(start);
});

test.each([
  { name: 'nothing is known', durationMs: undefined, shortestMs: Number.POSITIVE_INFINITY, ahead: 1 },
  { name: 'next to nothing', durationMs: 0.05, shortestMs: 0.02, ahead: 64 },
  { name: 'a short handler', durationMs: 0.2, shortestMs: 0.1, ahead: 40 },
  { name: 'a short handler on a busy machine', durationMs: 4, shortestMs: 0.1, ahead: 10 },
  { name: 'a fast call to a table', durationMs: 1.6, shortestMs: 1.2, ahead: 5 },
  { name: 'a call to a table', durationMs: 4, shortestMs: 2, ahead: 1 },
  { name: 'a cache that seldom hits', durationMs: 80, shortestMs: 0.2, ahead: 1 },
])('sends $ahead events: $name', ({ durationMs, shortestMs, ahead }) => {
  expect(eventsAhead(durationMs, shortestMs)).toBe(ahead);
});
