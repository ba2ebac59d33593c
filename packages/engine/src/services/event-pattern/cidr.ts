import { BlockList, isIP } from 'node:net';
import { InvalidPattern } from './invalid-pattern.ts';

/** `10.0.0.0/24`, `2001:db8::/32`. @throws InvalidPattern @source refusals recorded on AWS by localstack, 2024-12 */
export function compileCidr(text: string): (address: string) => boolean {
  const [address = '', bits = '', ...more] = text.split('/');
  if (!text.includes('/') || more.length > 0) throw new InvalidPattern(`Malformed CIDR, one '/' required`);
  if (!/^\d{1,9}$/.test(bits)) throw new InvalidPattern('Malformed CIDR, mask bits must be an integer');
  const family = isIP(address);
  if (family === 0) throw new InvalidPattern(`Nonstandard IP address: ${address}`);
  const [prefix, limit] = [Number(bits), family === 4 ? 32 : 128];
  if (prefix > limit) throw new InvalidPattern(`IPv${family} mask bits must be < ${limit + 1}`);
  const block = new BlockList();
  const name = family === 4 ? 'ipv4' : 'ipv6';
  block.addSubnet(address, prefix, name);
  return (given) => isIP(given) === family && block.check(given, name);
}
