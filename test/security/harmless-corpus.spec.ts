import { Redactor } from '../../libs/observability/src/core';
import { HARMLESS_TEXTS, HARMLESS_URLS } from './corpus/harmless';

const redactor = new Redactor();
/** Of the texts, how many may be touched. */
const MAX_SHARE = 0.01;

/** What the redactor changes, with what it makes of it, where that is more than it may. */
function touched(texts: readonly string[], redact: (text: string) => unknown): string[] {
  const changed = texts
    .filter((text) => redact(text) !== text)
    .map((text) => `${text} → ${String(redact(text))}`);
  return changed.length <= texts.length * MAX_SHARE ? [] : changed;
}

describe('texts of honest programs', () => {
  it('are as many as promised', () => {
    expect(new Set(HARMLESS_TEXTS).size).toBeGreaterThanOrEqual(200);
  });

  it.each<[string, readonly string[], (text: string) => unknown]>([
    ['as texts', HARMLESS_TEXTS, (text) => redactor.text(text)],
    [
      'as values',
      HARMLESS_TEXTS,
      (text) => (redactor.value({ note: text }) as { note: string }).note,
    ],
    ['as headers', HARMLESS_TEXTS, (text) => redactor.headers({ 'x-note': text })['x-note']],
    ['as addresses', HARMLESS_URLS, (text) => redactor.url(text)],
    ['as addresses in a text', HARMLESS_URLS, (text) => redactor.text(text)],
    ['as addresses of a route', HARMLESS_URLS, (text) => redactor.urlOfRoute(text, '/a')],
  ])('are written as they are, but for one in a hundred: %s', (_case, texts, redact) => {
    const changed = touched(texts, redact);

    expect(changed).toEqual([]);
  });

  it('lose nothing in the company of a secret', () => {
    const changed = touched(HARMLESS_TEXTS, (text) => {
      const safe = redactor.value({ token: 'abc', note: text }) as { note: string };
      return safe.note;
    });

    expect(changed).toEqual([]);
  });
});
