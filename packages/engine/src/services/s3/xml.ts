/** XML to answer with: an element's name and what it holds. Undefined is left out; a list repeats the element. */
export type Xml = string | number | boolean | Date | undefined | readonly Xml[] | { readonly [name: string]: Xml };

export function documentOf(rootName: string, content: Xml): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${rootName} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${contentOf(content)}</${rootName}>`;
}

/** What an error's document holds; it has no namespace. */
export function errorDocument(content: { readonly [name: string]: Xml }): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${contentOf(content)}</Error>`;
}

function contentOf(value: Xml): string {
  if (value === undefined) return '';
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'object') return escapeXml(String(value));
  if (isList(value)) return value.map(contentOf).join('');
  return Object.entries(value)
    .map(([name, it]) => (isList(it) ? it.map((one) => elementOf(name, one)).join('') : elementOf(name, it)))
    .join('');
}

function isList(value: Xml): value is readonly Xml[] {
  return Array.isArray(value);
}

/** A name may carry attributes. */
function elementOf(name: string, value: Xml): string {
  return value === undefined ? '' : `<${name}>${contentOf(value)}</${name.split(' ')[0]}>`;
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll(/[^\P{Cc}\t\n]/gu, (control) => `&#x${(control.codePointAt(0) ?? 0).toString(16).toUpperCase()};`);
}
