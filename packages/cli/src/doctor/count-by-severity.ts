import type { Finding, Severity } from './finding.ts';

/** How many findings there are of each severity. */
export function countBySeverity(findings: readonly Finding[]): { readonly [severity in Severity]: number } {
  const counts = { error: 0, warning: 0, note: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
}
