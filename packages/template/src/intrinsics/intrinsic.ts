import type { DiagnosticCode } from '../diagnostic.ts';
import type { Value } from '../template.ts';
import type { Scope } from './scope.ts';

/** What one intrinsic function is given to work on. */
export interface Call {
  /** `Fn::Join`. */
  readonly name: string;
  /** As written, nothing in it resolved. */
  readonly argument: Value;
  readonly scope: Scope;
  /** Resolves a part of the argument; undefined stands for `AWS::NoValue`. */
  resolve(value: Value): Value | undefined;
  /** Evaluates a part of the argument that must be a condition. */
  condition(value: Value): boolean;
  /** Reports what is wrong with the call, and answers the undefined that takes its place. */
  fail(message: string, more?: { code?: DiagnosticCode; hint?: string | undefined; unsupported?: boolean }): undefined;
}

/** One intrinsic function of CloudFormation. */
export interface Intrinsic {
  readonly name: string;
  /** The function's value; undefined for `AWS::NoValue`, and after `fail`. */
  evaluate(call: Call): Value | undefined;
}
