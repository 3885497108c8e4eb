import { clientAddressOf, shownAddress } from './client-address';

describe('the address of a client', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9', '203.0.113.0'],
    ['203.0.113.9:4711', '203.0.113.9', '203.0.113.0'],
    ['::1', '::1', '::'],
    [
      '2001:db8:85a3:8d3:1319:8a2e:370:7348',
      '2001:db8:85a3:8d3:1319:8a2e:370:7348',
      '2001:db8:85a3::',
    ],
    ['[2001:db8:1::7]:443', '2001:db8:1::7', '2001:db8:1::'],
    ['[2001:db8:1::7]', '2001:db8:1::7', '2001:db8:1::'],
    ['2001:db8::7', '2001:db8::7', '2001:db8::'],
    ['fe80::1%eth0', 'fe80::1', 'fe80::'],
    ['::ffff:203.0.113.9', '203.0.113.9', '203.0.113.0'],
    ['[::ffff:203.0.113.9]:443', '203.0.113.9', '203.0.113.0'],
    ['::ffff:cb00:7109', '::ffff:cb00:7109', '::ffff:203.0.113.0'],
    ['2002:cb00:7109::1', '2002:cb00:7109::1', '2002:cb00:7100::'],
    ['64:ff9b::203.0.113.9', '64:ff9b::203.0.113.9', '64:ff9b::'],
  ])('%s is written as %s, masked as %s', (address, full, masked) => {
    expect(shownAddress(address, 'full')).toBe(full);
    expect(shownAddress(address, 'masked')).toBe(masked);
    expect(shownAddress(address, 'none')).toBeUndefined();
  });

  it.each([
    undefined,
    '',
    'unknown',
    '_hidden',
    'sk_live_1234567890abcdef',
    '1.2.3',
    '1.2.3.4.5',
    '300.1.1.1',
    '::1\n',
  ])('is nothing when it is %p', (address) => {
    expect(shownAddress(address, 'full')).toBeUndefined();
    expect(shownAddress(address, 'masked')).toBeUndefined();
  });
});

describe('the address of a peer', () => {
  it.each([
    ['::ffff:203.0.113.9', '203.0.113.9', '203.0.113.0'],
    ['2001:db8:1::7', '2001:db8:1::7', '2001:db8:1::'],
    ['203.0.113.9', '203.0.113.9', '203.0.113.0'],
  ])('%s is written as %s, masked as %s', (remoteAddress, full, masked) => {
    const request = { headers: {}, socket: { remoteAddress } };
    const addressIn = (clientAddressMode: 'full' | 'masked'): string | undefined =>
      clientAddressOf({ clientAddressMode, framework: {}, request } as never);

    expect([addressIn('full'), addressIn('masked')]).toEqual([full, masked]);
  });
});
