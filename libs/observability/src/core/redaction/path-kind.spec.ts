import { pathKindOf } from './path-kind';
import { Redactor } from './redactor';
import { REDACTED as R } from './spans';

describe('the kind of a path', () => {
  it.each([
    ['/', 'plain'],
    ['', 'plain'],
    ['/orders/4711', 'plain'],
    ['/some_name/of-a-page/with-many-words-in-it', 'plain'],
    ['/orders/7b0c6a0e-3f1d-4e2a-9b7c-1a2b3c4d5e6f', 'plain'],
    ['/objects/507f1f77bcf86cd799439011', 'long'],
    ['/pay/4111-1111-1111-1111', 'long'],
    ['/pay/4111_1111_1111_1111', 'long'],
    ['/pay/4111/1111/1111/1111', 'long'],
    ['/pay/pan_4111111111111111x', 'long'],
    ['/orders?page=2', 'other'],
    ['/a%20b', 'other'],
    ['/größe', 'other'],
    ['/a;b=1', 'other'],
  ])('of %s is %s', (path, kind) => {
    expect(pathKindOf(path)).toBe(kind);
  });

  it.each([
    ['/pay/4111-1111-1111-1111', `/pay/${R}`],
    ['/iban/DE89370400440532013000', `/iban/${R}`],
    ['/users/john.doe@example.com', `/users/${R}`],
    ['/pay/4111_1111_1111_1111', `/pay/${R}`],
    ['/pay/4111/1111/1111/1111', `/pay/${R}`],
    ['/pay/card4111111111111111x', `/pay/card${R}x`],
    [`/repos/${['ghp', 'a1B2c3D4e5F6g7H8i9J0k1L2m3'].join('_')}`, `/repos/${R}`],
    ['/objects/507f1f77bcf86cd799439011', '/objects/507f1f77bcf86cd799439011'],
    ['/u/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc', `/u/${R}`],
    [['/files/sk', 'live', 'abcdefghij'].join('_'), `/files/${R}`],
    [['/files/xoxb', '123456789012', 'abcdef'].join('-'), `/files/${R}`],
    ['/files/sdk-01234567-89ab-cdef-0123-456789abcdef', `/files/${R}`],
    ['/files/A3-ABCDEF-ABCDE1-ABCDE-ABCDE-ABCDE-ABCDE', `/files/${R}`],
    [['/files/npg', 'AbCdEf123456'].join('_'), `/files/${R}`],
    [['/npg', 'AbCdEf123456/files'].join('_'), `/${R}/files`],
    [['/files/NRAK', 'ABCDEFGHIJ12345678'].join('-'), `/files/${R}`],
    [
      ['/v3/lists/0123456789abcdef0123456789abcdef', 'us12/members'].join('-'),
      `/v3/lists/${R}/members`,
    ],
  ])('leaves no secret behind where the parameter has an innocent name: %s', (path, safe) => {
    expect(new Redactor().urlOfRoute(path, '/:a/:id')).toBe(safe);
  });

  it('does not hide a short path from patterns of the app', () => {
    const redactor = new Redactor({ patterns: [/C-\d+/] });

    expect([redactor.urlOfRoute('/c/C-1', '/c/:id'), redactor.url('/c/C-1')]).toEqual([
      `/c/${R}`,
      `/c/${R}`,
    ]);
  });
});
