import { Redactor } from './redactor';
import { REDACTED as R } from './spans';

const redactor = new Redactor();

describe('secrets behind escapes', () => {
  it.each([
    [
      String.raw`{"url":"https:\/\/admin:hunter2@db\/x"}`,
      String.raw`{"url":"https:\/\/` + String.raw`${R}@db\/x"}`,
    ],
    [
      String.raw`{"url":"https:\/\/hooks.` +
        String.raw`slack.com\/services\/T00000000\/B00000000\/abcdefghijklmnopqrstuvwx"}`,
      String.raw`{"url":"https:\/\/` + `${R}"}`,
    ],
    [String.raw`password\x3dhunter2`, String.raw`password\x3d` + R],
    ['password&equals;hunter2', `password&equals;${R}`],
    ['password&colon; hunter2', `password&colon; ${R}`],
    ['password&#x3D;hunter2', `password&#x3D;${R}`],
  ])('are replaced in their place: %s', (text, wanted) => {
    expect(redactor.text(text)).toBe(wanted);
  });

  it.each([String.raw`C:\x86\temp`, String.raw`a\/b \xzz`, 'R&D &equals; nothing'])(
    'are not seen in %s',
    (text) => {
      expect(redactor.text(text)).toBe(text);
    },
  );
});
