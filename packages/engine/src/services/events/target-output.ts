import type { Target } from './target.ts';

/** A target as ListTargetsByRule answers it. */
export function targetOutput({ InputTransformer, ...target }: Target): object {
  if (!InputTransformer) return target;
  const { InputPathsMap, InputTemplate } = InputTransformer;
  const paths = InputPathsMap && new Map(Object.entries(InputPathsMap));
  return { ...target, InputTransformer: { InputPathsMap: paths, InputTemplate } };
}
