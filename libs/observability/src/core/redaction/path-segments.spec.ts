import { findRandomSegments } from './path-segments';
import { Redactor } from './redactor';
import { REDACTED as R, Spans } from './spans';

function withoutRandomSegments(path: string): string {
  const spans = new Spans();
  findRandomSegments(path, spans);
  return spans.replaceIn(path);
}

describe('parts of a path that look random', () => {
  it.each([
    ['/reset/4bf92f3577b34da6a3ce929d0e0e4736/x', `/reset/${R}/x`],
    ['/i/Qm9keSBvZiBhIHRva2VuIHRoYXQgaXMgbG9uZzEyMw?a=1', `/i/${R}?a=1`],
    ['/i/aB3-dE5fG7-hJ9kL1-mN3pQ5-rS7tU9-vW1xY3-zA5c', `/i/${R}`],
  ])('are replaced: %s', (path, safe) => {
    expect([withoutRandomSegments(path), new Redactor().url(path)]).toEqual([safe, safe]);
  });

  it.each([
    '/orders/7b0c6a0e-1111-4222-8333-444455556666',
    '/some-very-long-kebab-case-name-of-a-page-about-something/x',
    '/SomeVeryLongPascalCaseNameOfAPageAboutSomething/x',
    '/static/4bf92f3577b34da6a3ce929d0e0e4736.js',
    'trace 4bf92f3577b34da6a3ce929d0e0e4736',
  ])('are not seen in "%s"', (path) => {
    expect(withoutRandomSegments(path)).toBe(path);
  });
});
