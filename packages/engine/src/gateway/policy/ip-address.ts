import { BlockList, isIP } from 'node:net';

/** Whether an address lies in a CIDR block, or is the address given. False for what is neither. */
export function isInSubnet(address: string, block: string): boolean {
  const [network = '', prefix] = block.split('/');
  const family = isIP(network);
  if (family === 0 || isIP(address) === 0) return false;
  const list = new BlockList();
  const type = family === 6 ? 'ipv6' : 'ipv4';
  const length = prefix === undefined ? (family === 6 ? 128 : 32) : Number(prefix);
  if (!Number.isInteger(length) || length < 0 || length > (family === 6 ? 128 : 32)) return false;
  list.addSubnet(network, length, type);
  return list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}
