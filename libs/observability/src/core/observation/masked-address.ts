const V4_TAIL = /(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;
const GROUPS = 8;
/** Of an IPv6 network that belongs to one site, RFC 6177. */
const KEPT_GROUPS = 3;
/** 6to4, RFC 3056: the IPv4 address stands in the second and third group. */
const SIX_TO_FOUR = 0x2002;

/** The network of an IPv4 address: its last part becomes zero. @param address one that `isIPv4` takes */
export function maskedV4(address: string): string {
  return `${address.slice(0, address.lastIndexOf('.'))}.0`;
}

/** The first 48 bits of an IPv6 address; one that holds an IPv4 address is cut as that. @param address one that `isIPv6` takes */
export function maskedV6(address: string): string {
  const groups = groupsOf(address);
  const isMapped = groups[5] === 0xffff && groups.slice(0, 5).every((group) => group === 0);
  if (isMapped) return `::ffff:${maskedV4(v4Of(groups[6] ?? 0, groups[7] ?? 0))}`;
  const kept = groups.slice(0, KEPT_GROUPS);
  if (kept[0] === SIX_TO_FOUR) kept[2] = (kept[2] ?? 0) & 0xff00;
  while (kept.at(-1) === 0) kept.pop();
  return `${kept.map((group) => group.toString(16)).join(':')}::`;
}

function groupsOf(address: string): number[] {
  const [head = '', tail] = withoutV4(address).split('::');
  const first = numbersIn(head);
  if (tail === undefined) return first;
  const last = numbersIn(tail);
  return [...first, ...Array<number>(GROUPS - first.length - last.length).fill(0), ...last];
}

function numbersIn(text: string): number[] {
  return text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
}

/** With the last four bytes as two groups, should they be written as those of IPv4. */
function withoutV4(address: string): string {
  return address.replace(V4_TAIL, (_all, ...bytes: string[]) => {
    const [a = 0, b = 0, c = 0, d = 0] = bytes.slice(0, 4).map(Number);
    return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  });
}

function v4Of(high: number, low: number): string {
  return `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
}
