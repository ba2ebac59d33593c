/** `x-my-header` as HTTP APIs write header names on HTTP/1.1 and in events of format 1.0: `X-My-Header`. @source localstack's recordings */
export function titleCase(name: string): string {
  if (isTitleCase(name)) return name;
  return name.toLowerCase().replace(/(^|-)([a-z])/g, (_all, before: string, letter: string) => before + letter.toUpperCase());
}

function isTitleCase(name: string): boolean {
  let isFirst = true;
  for (let index = 0; index < name.length; index += 1) {
    const code = name.charCodeAt(index);
    const isLower = code >= 97 && code <= 122;
    const isUpper = code >= 65 && code <= 90;
    if (code > 127 || (isFirst ? isLower : isUpper)) return false;
    isFirst = code === 45;
  }
  return true;
}
