import type { EngineDescription, LambdaEvent, RequestTrace } from '@gatewright/engine';
import type { Diagnostic } from '@gatewright/template';
import type { Finding } from '../doctor/finding.ts';

/** What the user is told while an API runs: for a person, or as JSON lines for a program. */
export interface Reporter {
  ready(description: EngineDescription, startedInMs: number): void;
  diagnostics(diagnostics: readonly Diagnostic[], sources: ReadonlyMap<string, string>): void;
  /** What the doctor found in the sources that are served. */
  findings(findings: readonly Finding[]): void;
  request(trace: RequestTrace): void;
  lambda(event: LambdaEvent): void;
  /** A sentence on what gatewright itself does: a port that was taken, a template that was applied again. */
  notice(text: string): void;
  failure(code: string, message: string, hint: string): void;
}
