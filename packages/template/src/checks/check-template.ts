import type { Report } from '../diagnostic.ts';
import { createScope } from '../intrinsics/create-scope.ts';
import { creationOrder } from '../intrinsics/creation-order.ts';
import type { CompileOptions, Template } from '../template.ts';
import { checkConditions } from './check-conditions.ts';
import { checkEnvironment } from './check-environment.ts';
import { checkExports } from './check-exports.ts';
import { checkLimits } from './check-limits.ts';
import { checkMappings } from './check-mappings.ts';
import { checkNulls } from './check-nulls.ts';
import { checkReferences } from './check-references.ts';
import { checkRetention } from './check-retention.ts';
import { checkRuntimes } from './check-runtimes.ts';

/** What AWS would refuse or warn of in any compiled template, whichever front end made it: one file each, one line here. */
const checks: readonly ((template: Template, report: Report) => void)[] = [
  checkReferences,
  checkConditions,
  checkMappings,
  checkNulls,
  checkRetention,
  checkRuntimes,
  checkEnvironment,
  checkExports,
  checkLimits,
];

/** Checks a compiled template. Values that only exist once the stack runs are left to the stack. */
export function checkTemplate(template: Template, options: CompileOptions, report: Report): void {
  for (const check of checks) check(template, report);
  const settings = { ...options, stackName: 'stack' };
  const nothing = (): undefined => undefined;
  // Values of parameters, and what follows from them, are the stack's to report.
  const { scope, diagnostics: early } = createScope(template, settings, nothing, nothing);
  early.filter((it) => it.code === 'CIRCULAR_REFERENCE').forEach(report);
  // An unknown condition has been reported; what it guards is looked at as if it held.
  const { diagnostics } = creationOrder(template, (condition) => scope.condition(condition) ?? true);
  diagnostics.forEach(report);
}
