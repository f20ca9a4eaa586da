import { isIPv6 } from 'node:net'

/**
 * The part of an address by which attempts are counted. Whoever holds one IPv6 address holds the
 * 2^64 of its network, so the network counts; an IPv4 address written as IPv6 is the IPv4 one.
 */
export function sourceOf(address: string): string {
  const plain = address.replace(/%.*$/, '')
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)
  if (mapped) return mapped[1]
  if (!isIPv6(plain)) return plain
  const [left, right = ''] = plain.toLowerCase().split('::')
  const head = left ? left.split(':') : []
  const tail = right ? right.split(':') : []
  const groups = plain.includes('::')
    ? [...head, ...Array(Math.max(0, 8 - head.length - tail.length)).fill('0'), ...tail]
    : head
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}
