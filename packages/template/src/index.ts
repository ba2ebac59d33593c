export { type Diagnostic, type DiagnosticCode, diagnosticCodes } from './diagnostic.ts';
export { loadTemplate } from './load-template.ts';
export { copyPlaces, type Place, placeOf, placeOfKey, placeOfMember, placeOfPath } from './places.ts';
export type { CompileOptions, CompileResult, FunctionSource, ReadFile, Resource, Template, Value } from './template.ts';
