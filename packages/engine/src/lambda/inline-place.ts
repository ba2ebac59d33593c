import type { Place } from '@gatewright/template';
import type { FunctionConfiguration } from './function-configuration.ts';

/** A place in code that the template holds, as its place in the template; others stay. */
export function placeInTemplate(
  { inlineCode, inlineAt, codeRoot }: Pick<FunctionConfiguration, 'inlineCode' | 'inlineAt' | 'codeRoot'>,
  at: Place | undefined,
): Place | undefined {
  if (at === undefined || inlineCode === undefined || inlineAt === undefined || !at.file.startsWith(codeRoot)) return at;
  return { ...at, file: inlineAt.file, line: inlineAt.line + at.line - 1, column: inlineAt.column + at.column - 1 };
}
