import type { World } from '../world/world.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Eleven random bytes as fifteen characters of base64, and `=`: `JCJXri3_PHcEP_Q=`. @source localstack's recordings of REST and HTTP APIs */
export function shortRequestId(world: World): string {
  const hex = world.hex(22);
  let text = '';
  // Three hexadecimal digits are two characters. Made for every request: a Buffer in between would cost more than all the rest.
  for (let index = 0; index < 21; index += 3) {
    const bits = (digitAt(hex, index) << 8) | (digitAt(hex, index + 1) << 4) | digitAt(hex, index + 2);
    text += alphabet.charAt(bits >> 6) + alphabet.charAt(bits & 63);
  }
  return `${text}${alphabet.charAt(digitAt(hex, 21) << 2)}=`;
}

function digitAt(hex: string, index: number): number {
  const code = hex.charCodeAt(index);
  return code > 57 ? code - 87 : code - 48;
}
