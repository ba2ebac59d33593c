import { expect, test } from 'vitest';
import { jsonText } from './json-text.ts';

test('is what JSON.stringify makes', () => {
  const texts = ['', 'text/html; q=0.9, */*', 'é', '\u{1f600}', '\ud800', 'a\nb', '\u007f'];
  for (let code = 0; code < 256; code += 1) texts.push(`a${String.fromCharCode(code)}b`);
  for (const text of texts) expect(jsonText(text)).toBe(JSON.stringify(text));
});
