import { type CompileResult, loadTemplate } from '@gatewright/template';
import type { Finding } from '../../src/doctor/finding.ts';
import { runDoctor } from '../../src/doctor/run-doctor.ts';
import type { Sample } from './rows/row.ts';

/** What the doctor finds in a project that exists in memory only. */
export async function judge(sample: Sample): Promise<readonly Finding[]> {
  const files: Readonly<Record<string, string>> = typeof sample === 'string' ? { 'handler.js': sample } : sample;
  const readFile = async (path: string): Promise<string> => {
    const text = files[path];
    if (text === undefined) throw Object.assign(new Error(`ENOENT: ${path}`), { code: 'ENOENT' });
    return text;
  };
  const template = Object.keys(files).find((it) => /^(serverless|template)\.ya?ml$/.test(it));
  const settings = { stage: undefined, region: 'us-east-1', accountId: '123456789012', environment: {}, parameters: {}, options: {} };
  const compiled = template ? await loadTemplate(template, { readFile, ...settings }) : alreadyCompiled(files['cloudformation.json']);
  return runDoctor({ compiled, readFile, listFiles: async () => Object.keys(files) });
}

function alreadyCompiled(text: string | undefined): CompileResult | undefined {
  if (text === undefined) return undefined;
  const nothing = { diagnostics: [], functions: {}, deploymentOnly: [], stackName: undefined, stage: undefined };
  return { format: 'cloudformation', files: ['cloudformation.json'], template: JSON.parse(text), ...nothing };
}
