import type { CompileResult, Diagnostic, Place } from '@gatewright/template';
import type { Finding, Observation } from './finding.ts';
import type { Project } from './project.ts';
import { type ProjectSources, readProject } from './read-project.ts';
import type { Rule } from './rule.ts';
import { rules } from './rules.ts';

export type DoctorInput = ProjectSources;

/** One rule may not fill the screen: beyond these the user has seen the point. */
const maximumFindingsPerRule = 50;

/**
 * Looks for faults in a project's code and template, and runs none of it. What the compiler found is among the findings;
 * they come file by file and line by line.
 */
export async function runDoctor(input: DoctorInput): Promise<readonly Finding[]> {
  const project = await readProject(input);
  const findings = [...(input.compiled ? diagnosed(input.compiled) : []), ...rules.flatMap((rule) => observe(rule, project))];
  return findings.sort(
    (one, other) => one.at.file.localeCompare(other.at.file) || one.at.line - other.at.line || one.at.column - other.at.column,
  );
}

function observe(rule: Rule, project: Project): Finding[] {
  const docs = `docs/doctor.md#${rule.name.toLowerCase()}`;
  const found: Finding[] = [];
  // A rule that fails on code nobody foresaw must not keep the API from starting, nor the other rules from speaking.
  try {
    for (const observation of rule.check(project)) {
      found.push({ rule: rule.name, ...observation, docs });
      if (found.length === maximumFindingsPerRule) break;
    }
  } catch (error) {
    const message = `This rule could not judge the project: ${error instanceof Error ? error.message : String(error)}.`;
    const failed: Observation = {
      severity: 'note',
      message,
      at: firstPlace(project),
      hint: 'Please report it, with the code it was run on.',
    };
    found.push({ rule: rule.name, ...failed, docs });
  }
  return found;
}

function diagnosed(compiled: CompileResult): Finding[] {
  const start = startOf(compiled.files[0] ?? 'template.yaml');
  return compiled.diagnostics.map(({ code, severity, message, at, hint }: Diagnostic) => ({
    rule: code,
    severity,
    message,
    at: at ?? start,
    hint: hint ?? 'See the section of this code.',
    docs: `docs/errors.md#${code.toLowerCase()}`,
  }));
}

function firstPlace({ modules, template }: Project): Place {
  return startOf(modules[0]?.file ?? template?.compiled.files[0] ?? 'template.yaml');
}

function startOf(file: string): Place {
  return { file, line: 1, column: 1, length: 1 };
}
