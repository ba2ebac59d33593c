/** A stage's access log format: text and names of `$context` variables in turn. */
export type AccessLogFormat = readonly (string | { readonly variable: string })[];

const variable = /\$context\.(\w+(?:\.[\w-]+)*(?::[\w-]+)?)/;

export function parseAccessLogFormat(format: string): AccessLogFormat {
  return format.split(variable).map((part, index) => (index % 2 === 1 ? { variable: part } : part));
}
