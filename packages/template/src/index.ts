export { type ChosenStack, chooseStack } from './cdk/choose-stack.ts';
export type { AssemblyStack } from './cdk/cloud-assembly.ts';
export { type Diagnostic, type DiagnosticCode, diagnosticCodes } from './diagnostic.ts';
export { type CreatedScope, createScope, type ScopeSettings } from './intrinsics/create-scope.ts';
export { type CreationOrder, creationOrder } from './intrinsics/creation-order.ts';
export { type DynamicReference, dynamicReferencesOf } from './intrinsics/dynamic-references.ts';
export { placeOfReference, type Reference, referencesOf } from './intrinsics/references.ts';
export { resolveValue } from './intrinsics/resolve-value.ts';
export type { PseudoParameters, Scope } from './intrinsics/scope.ts';
export { loadTemplate } from './load-template.ts';
export { nearestName } from './nearest-name.ts';
export { copyPlaces, type Place, placeOf, placeOfKey, placeOfMember, placeOfPath } from './places.ts';
export { renderDiagnostic } from './render-diagnostic.ts';
export { parseSource, type Source } from './source.ts';
export type {
  CodeAnswer,
  CodeRequest,
  CompileOptions,
  CompileResult,
  FunctionSource,
  ReadFile,
  Resource,
  RunCode,
  Template,
  Value,
} from './template.ts';
export { yamlText } from './yaml-text.ts';
