import { BlockList, isIP } from 'node:net';
import { InvalidPattern } from './invalid-pattern.ts';

/** `10.0.0.0/24`, `2001:db8::/32`. @throws InvalidPattern */
export function compileCidr(text: string): (address: string) => boolean {
  const [address = '', bits = ''] = text.split('/');
  const family = isIP(address);
  const prefix = /^\d{1,3}$/.test(bits) ? Number(bits) : Number.NaN;
  if (family === 0) throw new InvalidPattern(`Malformed CIDR, one '/' required`);
  if (!(prefix <= (family === 4 ? 32 : 128))) throw new InvalidPattern('Malformed CIDR, mask bits must be an integer');
  const block = new BlockList();
  const name = family === 4 ? 'ipv4' : 'ipv6';
  block.addSubnet(address, prefix, name);
  return (given) => isIP(given) === family && block.check(given, name);
}
