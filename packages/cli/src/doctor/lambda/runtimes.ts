/**
 * When AWS deprecated each Node.js runtime, and whether functions can no longer be created or updated with it.
 *
 * @source "Lambda runtimes", AWS Lambda developer guide, runtime deprecation tables
 */
export const deadRuntimes: Readonly<Record<string, { readonly deprecated: string; readonly blocked: boolean }>> = {
  nodejs: { deprecated: '2016-10-31', blocked: true },
  'nodejs4.3': { deprecated: '2020-03-05', blocked: true },
  'nodejs4.3-edge': { deprecated: '2020-03-05', blocked: true },
  'nodejs6.10': { deprecated: '2019-08-12', blocked: true },
  'nodejs8.10': { deprecated: '2020-03-06', blocked: true },
  'nodejs10.x': { deprecated: '2021-07-30', blocked: true },
  'nodejs12.x': { deprecated: '2023-03-31', blocked: true },
  'nodejs14.x': { deprecated: '2023-12-04', blocked: true },
  'nodejs16.x': { deprecated: '2024-06-12', blocked: false },
  'nodejs18.x': { deprecated: '2025-09-01', blocked: false },
  'nodejs20.x': { deprecated: '2026-04-30', blocked: false },
};

/** The runtime to move to. */
export const currentRuntime = 'nodejs24.x';

/** 12 of `nodejs12.x`; undefined for runtimes of other languages. */
export function nodeMajor(runtime: string | undefined): number | undefined {
  const major = runtime?.match(/^nodejs(\d+)/)?.[1];
  return major === undefined ? undefined : Number(major);
}
