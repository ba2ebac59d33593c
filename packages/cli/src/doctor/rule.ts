import type { Observation } from './finding.ts';
import type { Project } from './project.ts';

/**
 * One kind of fault. A rule reads the project's syntax trees and its compiled template, and speaks only when it is sure:
 * an alarm on good code costs more than a fault that is not seen.
 */
export interface Rule {
  readonly name: string;
  check(project: Project): Iterable<Observation>;
}
