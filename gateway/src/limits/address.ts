import { createHmac, randomBytes } from 'node:crypto';
import { isIPv6 } from 'node:net';

/** Places on which addresses are counted; they are folded onto so many, so that no stranger can fill the memory. */
const PLACES = 65_536;
const fold = randomBytes(32);

/** Under which place an address is counted. Drawn anew by each process: nobody can look for addresses that collide. */
export function placeOf(address: string): string {
  const digest = createHmac('sha256', fold).update(networkOf(address)).digest();
  return String(digest.readUInt32BE() % PLACES);
}

/** An IPv4 address, or the /64 of an IPv6 address: whoever has one of those has all 2^64 of them. */
export function networkOf(address: string): string {
  const [bare = ''] = address.split('%');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(bare)) return bare;
  // Written out in one way by the URL parser, without leading zeros and with the longest row of zeros as `::`.
  const [head = '', tail] = new URL(`http://[${bare}]`).hostname.slice(1, -1).split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array<string>(Math.max(0, 8 - groups.length - after.length)).fill('0');
  return `${[...groups, ...zeros, ...after].slice(0, 4).join(':')}::/64`;
}
