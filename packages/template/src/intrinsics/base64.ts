import type { Intrinsic } from './intrinsic.ts';

export const fnBase64: Intrinsic = {
  name: 'Fn::Base64',
  evaluate({ argument, resolve, fail }) {
    const text = resolve(argument);
    if (typeof text !== 'string') return fail('Fn::Base64 takes a text.');
    // btoa takes characters up to 255: each stands for a byte of the text's UTF-8.
    let bytes = '';
    for (const byte of new TextEncoder().encode(text)) bytes += String.fromCodePoint(byte);
    return btoa(bytes);
  },
};
