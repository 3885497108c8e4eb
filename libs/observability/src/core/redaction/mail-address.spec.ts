import { slowerThanLinear, repeated } from '../testing/linear-time';
import { findMail } from './mail-address';
import { Redactor } from './redactor';
import { REDACTED as R, Spans } from './spans';

function withoutMail(text: string): string {
  const spans = new Spans();
  findMail(text, spans);
  return spans.replaceIn(text);
}

describe('addresses of mail', () => {
  it.each([
    ['from ada.lovelace+x@mail.example.co.uk.', `from ${R}.`],
    ['<ada@example.com>, "o\'hara@example.org"', `<${R}>, "${R}"`],
    ['mailto:ada@example.com', `mailto:${R}`],
    ['GET /users/john.doe@example.com/orders', `GET /users/${R}/orders`],
    ['jörg@münchen.example', R],
    ['a@b.de,c@d.de', `${R},${R}`],
  ])('are replaced: %s', (text, safe) => {
    expect(withoutMail(text)).toBe(safe);
  });

  it('are replaced where they are encoded', () => {
    expect(new Redactor().text('/find?mail=ada%40example.com&page=1')).toBe(
      `/find?mail=${R}&page=1`,
    );
  });

  it.each([
    '@nestjs/core',
    'pkg@1.2.3',
    'pkg@1.2.3-beta.dev',
    '/node_modules/.pnpm/pg@8.11.3/node_modules/pg/index.js',
    'git@github.com:owner/repository.git',
    'postgres://user@db.example.com/shop',
    'icon@2x.png',
    'user@localhost',
    'a @ b.com',
    '@media.example.com',
    'https://x.example/@ada@social.example',
  ])('are not found in %s', (text) => {
    expect(withoutMail(text)).toBe(text);
  });

  it.each(['a', 'a@', '@', 'a.', 'a@b.', '%40', 'a%40b', 'a@b.co '])(
    'are looked for in linear time: a megabyte of %j',
    (part) => {
      expect(
        slowerThanLinear({
          read: withoutMail,
          textOf: repeated(part),
          length: 1_000_000,
          maxMs: 5000,
        }),
      ).toBeUndefined();
    },
  );
});
