/**
 * Whether a policy lets in everybody: a statement that allows any principal and holds no condition to fixed values.
 * @source "The meaning of public", Amazon S3 user guide
 */
export function isPublicPolicy(policy: object): boolean {
  const statements: unknown[] = [Reflect.get(policy, 'Statement')].flat();
  return statements.some((it) => {
    if (typeof it !== 'object' || it === null || Reflect.get(it, 'Effect') !== 'Allow') return false;
    const principal: unknown = Reflect.get(it, 'Principal');
    const aws: unknown = typeof principal === 'object' && principal !== null ? Reflect.get(principal, 'AWS') : principal;
    return [aws].flat().includes('*') && Reflect.get(it, 'Condition') === undefined;
  });
}
