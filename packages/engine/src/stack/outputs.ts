import { resolveValue, type Scope, type Template } from '@gatewright/template';

export interface StackOutputs {
  /** By name, as text; those that refer to what is not run here are left out. */
  readonly outputs: { readonly [name: string]: string };
  /** What other stacks may import, by the name of the export. */
  readonly exports: { readonly [name: string]: string };
}

export function outputsOf(template: Template, scope: Scope, isActive: (condition: string) => boolean): StackOutputs {
  const outputs: Record<string, string> = {};
  const exports: Record<string, string> = {};
  const textOf = (value: Parameters<typeof resolveValue>[0]): string | undefined => {
    let sound = true;
    const resolved = resolveValue(value, scope, () => {
      sound = false;
    });
    if (!sound || resolved === null) return undefined;
    return typeof resolved === 'object' ? JSON.stringify(resolved) : String(resolved);
  };
  for (const [name, { Condition, Value: value = null, Export }] of Object.entries(template.Outputs ?? {})) {
    if (typeof Condition === 'string' && !isActive(Condition)) continue;
    const text = textOf(value);
    if (text === undefined) continue;
    outputs[name] = text;
    const exportName = typeof Export === 'object' && Export !== null && 'Name' in Export ? textOf(Export.Name) : undefined;
    if (exportName !== undefined) exports[exportName] = text;
  }
  return { outputs, exports };
}
