import { pathIn } from './request-path';

describe('the path of a request', () => {
  it.each([
    ['/orders/7?token=abc', '/orders/7'],
    ['/orders/7?next=http://example.com/a?b', '/orders/7'],
    ['/', '/'],
    ['?a=b', '/'],
    ['', '/'],
    ['*', '*'],
    ['//evil.example/a', '//evil.example/a'],
    ['http://example.com/orders/7?a=b', '/orders/7'],
    ['HTTPS://user:secret@example.com:8080/orders/', '/orders/'],
    ['http://[::1]:80/a', '/a'],
    ['http://example.com', '/'],
    ['http://example.com?a=/b', '/'],
    ['example.com:443', 'example.com:443'],
  ])('of %p is %p', (target, path) => {
    expect(pathIn(target)).toBe(path);
  });
});
