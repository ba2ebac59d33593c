import { required, type Shape, string, structure } from '../../protocol/shape.ts';

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

export const tag: Shape<Tag> = structure('com.amazonaws.ssm.Tag', {
  Key: required(string({ min: 1, max: 128 })),
  Value: required(string({ max: 256 })),
});

export function tagsOf(tags: readonly Tag[]): { readonly [key: string]: string } {
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}
