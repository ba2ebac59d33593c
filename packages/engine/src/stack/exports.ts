import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Diagnostic, placeOfKey, type Template } from '@gatewright/template';

type StackExports = { readonly [exportName: string]: string };

/** The exports of the stacks that share a data folder, in its `exports.json`: by stack, by name. It may be written by hand. */
export interface Exports {
  /** What another stack exports under this name. */
  importValue(name: string): string | undefined;
  /** Reports the names that another stack exports already. */
  check(template: Template, exports: StackExports, report: (diagnostic: Diagnostic) => void): void;
  /** Keeps what this stack exports; writes only what changed. */
  keep(exports: StackExports): void;
}

export function exportsAmong(dataRoot: string | undefined, stackName: string): Exports {
  const file = dataRoot === undefined ? undefined : join(dataRoot, 'exports.json');
  const read = (): { readonly [stack: string]: StackExports } => {
    const all = file === undefined ? {} : parsed(file);
    return Object.fromEntries(Object.entries(all).filter(([, it]) => typeof it === 'object' && it !== null)) as {
      [stack: string]: StackExports;
    };
  };
  const ownerOf = (name: string): readonly [stack: string, value: string] | undefined => {
    for (const [stack, exports] of Object.entries(read())) {
      const value = Object.hasOwn(exports, name) ? exports[name] : undefined;
      if (stack !== stackName && value !== undefined) return [stack, String(value)];
    }
    return undefined;
  };
  return {
    importValue: (name) => ownerOf(name)?.[1],
    check(template, exports, report) {
      for (const name of Object.keys(exports)) {
        const [owner] = ownerOf(name) ?? [];
        if (owner === undefined) continue;
        const at = placeOfKey(template, 'Outputs');
        const hint = 'Give it another name; ${AWS::StackName} in it keeps names apart.';
        // AWS's own sentence.
        const message = `Export with name ${name} is already exported by stack ${owner}.`;
        report({ code: 'PROVISIONING_FAILED', severity: 'error', message, at, hint });
      }
    },
    keep(exports) {
      if (file === undefined) return;
      const all = read();
      const wanted = Object.keys(exports).length > 0 ? exports : undefined;
      if (JSON.stringify(all[stackName]) === JSON.stringify(wanted)) return;
      const { [stackName]: _, ...others } = all;
      mkdirSync(dataRoot ?? '', { recursive: true });
      writeFileSync(file, `${JSON.stringify({ ...others, ...(wanted && { [stackName]: wanted }) }, null, 2)}\n`);
    },
  };
}

function parsed(file: string): object {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof content === 'object' && content !== null ? content : {};
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error && error.code === 'ENOENT')) return {};
    throw error;
  }
}
