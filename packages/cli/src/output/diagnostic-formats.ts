import { type Diagnostic, renderDiagnostic } from '@gatewright/template';
import { version } from '../version.ts';

type Format = (diagnostics: readonly Diagnostic[], sources: ReadonlyMap<string, string>) => readonly string[];

export type DiagnosticFormat = 'text' | 'json' | 'sarif' | 'github';

/** How `gatewright check` may print what it found. */
export const diagnosticFormats: Readonly<Record<DiagnosticFormat, Format>> = {
  text(diagnostics, sources) {
    if (diagnostics.length === 0) return ['Nothing is wrong.'];
    return diagnostics.map((it) => `${renderDiagnostic(it, it.at && sources.get(it.at.file))}\n`);
  },

  json: (diagnostics) => [JSON.stringify(diagnostics, null, 2)],

  /** @source "Static Analysis Results Interchange Format (SARIF) Version 2.1.0", OASIS */
  sarif(diagnostics) {
    const rules = [...new Set(diagnostics.map((it) => it.code))].map((id) => ({ id, helpUri: `docs/errors.md#${id.toLowerCase()}` }));
    const results = diagnostics.map(({ code, severity, message, at, hint }) => ({
      ruleId: code,
      level: severity,
      message: { text: hint ? `${message} ${hint}` : message },
      ...(at && {
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: at.file },
              region: { startLine: at.line, startColumn: at.column, endColumn: at.column + at.length },
            },
          },
        ],
      }),
    }));
    const run = { tool: { driver: { name: 'gatewright', version, rules } }, results };
    return [JSON.stringify({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] }, null, 2)];
  },

  /** @source "Workflow commands for GitHub Actions": setting an error message */
  github: (diagnostics) =>
    diagnostics.map(({ code, severity, message, at, hint }) => {
      const place = at ? ` file=${property(at.file)},line=${at.line},col=${at.column},title=${code}` : ` title=${code}`;
      return `::${severity}${place}::${data(hint ? `${message} ${hint}` : message)}`;
    }),
};

export function isDiagnosticFormat(name: string): name is DiagnosticFormat {
  return Object.hasOwn(diagnosticFormats, name);
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
