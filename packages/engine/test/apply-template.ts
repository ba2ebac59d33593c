import { loadTemplate } from '@gatewright/template';
import { expect } from 'vitest';
import type { Engine } from '../src/engine.ts';

/** Compiles a template, a text or what its JSON stands for, and brings the engine to it; both must go without a word. */
export async function applyTemplate(engine: Engine, template: string | object, stackName = 'shop'): Promise<void> {
  const isText = typeof template === 'string';
  const compiled = await loadTemplate(isText ? 'template.yaml' : 'template.json', {
    readFile: async () => (isText ? template : JSON.stringify(template)),
    stage: undefined,
    region: 'us-east-1',
    accountId: '123456789012',
    environment: {},
    options: {},
    parameters: {},
  });
  expect(await engine.apply({ ...compiled, stackName }, { parameters: {}, allowUnsupported: false })).toEqual([]);
}
