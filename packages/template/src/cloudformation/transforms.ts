import type { Report } from '../diagnostic.ts';
import { placeOfMember } from '../places.ts';
import type { Value } from '../template.ts';

/** Transforms whose work is done here: SAM by its front end, LanguageExtensions' functions by the intrinsics. */
const known = ['AWS::Serverless-2016-10-31', 'AWS::LanguageExtensions'];

/** Refuses, by name, every transform that would change the template on AWS and does not here. */
export function checkTransforms(root: { readonly [member: string]: Value }, report: Report): void {
  for (const [index, transform] of transformsOf(root).entries()) {
    if (typeof transform === 'string' && known.includes(transform)) continue;
    const name = typeof transform === 'string' ? transform : JSON.stringify(transform);
    const at = Array.isArray(root.Transform) ? placeOfMember(root.Transform, index) : placeOfMember(root, 'Transform');
    report({
      code: 'UNSUPPORTED_INTRINSIC',
      severity: 'error',
      message: `The transform ${name} runs on AWS and is not done here.`,
      at,
      hint: 'Run the template as it is after the transform, or leave the transform out.',
      unsupported: true,
    });
  }
}

/** The transforms a template names, in their order. */
export function transformsOf(root: { readonly [member: string]: Value }): readonly Value[] {
  const transform = root.Transform;
  if (transform === undefined || transform === null) return [];
  return Array.isArray(transform) ? transform : [transform];
}
