import { greet } from './greet.ts';

export const handler = async (event: { readonly name: string }): Promise<string> => greet(event.name);

export const throws = async (): Promise<never> => {
  const names: string[] = [];
  throw new RangeError(`no names in ${names.length}`);
};
