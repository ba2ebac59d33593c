// docs/resources.md is written from the providers' own tables: `npm run golden` rewrites it, and this test fails while it differs.
import { expect, test } from 'vitest';
import type { PropertyRule, PropertyTable } from '../packages/engine/src/stack/resource-provider.ts';
import { resourceProviders } from '../packages/engine/src/stack/resources.ts';

const introduction = `# Resource types

What gatewright provisions from a template, and what becomes of each property. Every other type, and every property that is not listed, is
refused by name with its line; so are those listed under *refused*, until they are honoured (\`--allow-unsupported\` runs without them).
*Accepted* are properties whose work on AWS cannot be seen from this machine.
`;

test('docs/resources.md says what the providers do', async () => {
  const sections = [...resourceProviders]
    .sort((a, b) => (a.type < b.type ? -1 : 1))
    .map(({ type, properties }) => sectionOf(type, properties));
  await expect(`${introduction}\n${sections.join('\n')}`).toMatchFileSnapshot('../docs/resources.md');
});

function sectionOf(type: string, table: PropertyTable): string {
  const rules: Record<string, string[]> = { honoured: [], noLocalEffect: [], unsupported: [] };
  for (const [property, rule] of Object.entries(table)) collect(property, rule, rules);
  const line = (label: string, names: readonly string[] | undefined): string =>
    names?.length ? `- ${label}: ${names.map((it) => `\`${it}\``).join(', ')}\n` : '';
  return `## \`${type}\`\n\n${line('honoured', rules.honoured)}${line('accepted', rules.noLocalEffect)}${line('refused', rules.unsupported)}`;
}

/** A table's own members are told only where they are refused: what is honoured in it is the rule. */
function collect(path: string, rule: PropertyRule, rules: Record<string, string[]>): void {
  if (typeof rule === 'string') rules[rule]?.push(path);
  else {
    rules.honoured?.push(path);
    const table: PropertyTable = Array.isArray(rule) ? rule[0] : rule;
    for (const [member, inner] of Object.entries(table)) if (inner === 'unsupported') rules.unsupported?.push(`${path}.${member}`);
  }
}
