import { Redactor } from './redactor';
import { REDACTED as R } from './spans';

const redactor = new Redactor();

describe('parameters of addresses', () => {
  it.each([
    ['/app#/cb?code=SplxlOBeZQQYbYS6WxSbIA&state=af0ifjsldkj', `/app#/cb?code=${R}&state=${R}`],
    ['/x#!/cb?ticket=ST-12345-abc', `/x#!/cb?ticket=${R}`],
    ['/f?name=password&value=hunter2', `/f?name=password&value=${R}`],
    ['/f?value=hunter2&name=password', `/f?value=${R}&name=password`],
    ['/f?field=api%5Fkey&val=hunter2&page=2', `/f?field=api%5Fkey&val=${R}&page=2`],
  ])('are secrets by their names: %s', (url, wanted) => {
    expect(redactor.url(url)).toBe(wanted);
  });

  it.each(['/app#/orders?page=2&sort=name', '/f?name=colour&value=red', '/f?value=red&key=colour'])(
    'are kept: %s',
    (url) => {
      expect(redactor.url(url)).toBe(url);
    },
  );
});
