/** `x-my-header` as HTTP APIs write header names on HTTP/1.1 and in events of format 1.0: `X-My-Header`. @source localstack's recordings */
export function titleCase(name: string): string {
  return name.toLowerCase().replace(/(^|-)([a-z])/g, (_all, before: string, letter: string) => before + letter.toUpperCase());
}
