import { BlockList, isIP } from 'node:net';
import { PolicyError } from './policy-error.ts';

/** A test for addresses in a CIDR block, or for the one address given. @throws PolicyError when the text is neither */
export function ipRange(block: string): (address: string) => boolean {
  const [network = '', prefix, ...more] = block.split('/');
  const family = isIP(network);
  const bits = family === 6 ? 128 : 32;
  const length = prefix === undefined ? bits : Number(prefix);
  const isWhole = prefix === undefined || /^\d{1,3}$/.test(prefix);
  if (family === 0 || more.length > 0 || !isWhole || length > bits) throw new PolicyError(`"${block}" is no IP address or CIDR block`);
  const list = new BlockList();
  list.addSubnet(network, length, family === 6 ? 'ipv6' : 'ipv4');
  return (address) => isIP(address) !== 0 && list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}
