/** 12 of `nodejs12.x`; undefined for runtimes of other languages. */
export function nodeMajor(runtime: string | undefined): number | undefined {
  const major = runtime?.match(/^nodejs(\d+)/)?.[1];
  return major === undefined ? undefined : Number(major);
}
