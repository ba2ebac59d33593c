import type { Intrinsic } from './intrinsic.ts';

/** @source "Fn::Cidr", AWS CloudFormation user guide */
export const fnCidr: Intrinsic = {
  name: 'Fn::Cidr',
  evaluate({ argument, resolve, fail }) {
    const [block, count, bits = 8] = (Array.isArray(argument) ? argument : []).map((it) => resolve(it) ?? null);
    const parsed = typeof block === 'string' ? parseBlock(block) : undefined;
    const wanted = Number(count);
    const hostBits = Number(bits);
    if (!parsed || !Number.isInteger(wanted) || wanted < 1 || wanted > 256 || !Number.isInteger(hostBits) || hostBits < 1) {
      return fail('Fn::Cidr takes an address block, a count from 1 to 256 and a number of host bits.', {
        hint: "Write !Cidr ['10.0.0.0/16', 4, 8].",
      });
    }
    const { width, prefix } = parsed;
    const size = 1n << BigInt(hostBits);
    const room = width - prefix - hostBits;
    if (hostBits > width - prefix || (room < 8 && wanted > 2 ** room))
      return fail(`${String(block)} has no room for ${wanted} blocks of ${hostBits} bits.`);
    const start = (parsed.address >> BigInt(width - prefix)) << BigInt(width - prefix);
    return Array.from({ length: wanted }, (_, index) => `${format(start + size * BigInt(index), width)}/${width - hostBits}`);
  },
};

interface Block {
  readonly address: bigint;
  readonly width: 32 | 128;
  readonly prefix: number;
}

function parseBlock(text: string): Block | undefined {
  const [address = '', prefixText = ''] = text.split('/');
  const width = address.includes(':') ? 128 : 32;
  const prefix = Number(prefixText);
  if (!/^\d{1,3}$/.test(prefixText) || prefix > width) return undefined;
  const groups = width === 32 ? ipv4Groups(address) : ipv6Groups(address);
  if (!groups) return undefined;
  const groupBits = width === 32 ? 8n : 16n;
  return { address: groups.reduce((sum, group) => (sum << groupBits) | BigInt(group), 0n), width, prefix };
}

function ipv4Groups(text: string): readonly number[] | undefined {
  const groups = text.split('.').map(Number);
  return groups.length === 4 && groups.every((it) => Number.isInteger(it) && it >= 0 && it <= 255) ? groups : undefined;
}

function ipv6Groups(text: string): readonly number[] | undefined {
  const [head = '', tail, ...more] = text.split('::');
  const read = (part: string): number[] => (part === '' ? [] : part.split(':').map((it) => Number.parseInt(it, 16)));
  const left = read(head);
  const right = tail === undefined ? [] : read(tail);
  const missing = 8 - left.length - right.length;
  if (more.length > 0 || missing < 0 || (tail === undefined && missing > 0)) return undefined;
  const groups = [...left, ...Array<number>(missing).fill(0), ...right];
  return groups.every((it) => it >= 0 && it <= 0xffff) ? groups : undefined;
}

function format(address: bigint, width: 32 | 128): string {
  const groupBits = width === 32 ? 8n : 16n;
  const count = width === 32 ? 4 : 8;
  const groups = Array.from({ length: count }, (_, index) =>
    Number((address >> (groupBits * BigInt(count - 1 - index))) & ((1n << groupBits) - 1n)),
  );
  if (width === 32) return groups.join('.');
  // The longest run of zero groups is written "::".
  return groups
    .map((it) => it.toString(16))
    .join(':')
    .replace(/(?:^|:)0(?::0)+(?=:|$)/, ':')
    .replace(/^:(?!:)/, '::')
    .replace(/:$/, '::')
    .replace(/:::+/, '::');
}
