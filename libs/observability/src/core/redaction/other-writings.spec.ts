import { Redactor } from './redactor';
import { REDACTED as R } from './spans';

const redactor = new Redactor();

describe('keys of secrets in other writings', () => {
  it.each(['Пароль', 'ПАРОЛЬ', 'пароль', '密码', 'パスワード'])('are found as keys: %s', (key) => {
    expect(redactor.value({ [key]: 'hunter2' })).toEqual({ [key]: R });
  });

  it.each([
    ['Пароль: hunter2', `Пароль: ${R}`],
    ['密码：hunter2', `密码：${R}`],
    ['パスワード：hunter2', `パスワード：${R}`],
    ['password＝hunter2', `password＝${R}`],
  ])('are found in texts: %s', (text, wanted) => {
    expect(redactor.text(text)).toBe(wanted);
  });

  it('may be of the app', () => {
    const own = new Redactor({ keys: ['身份证', 'инн2'] });

    expect(own.value({ 身份证: '110101199003074514x', ИНН2: 'a', id2: 'b' })).toEqual({
      身份证: R,
      ИНН2: R,
      id2: 'b',
    });
    expect(own.text('инн2: 7707083893, id2: 12')).toBe(`инн2: ${R}, id2: 12`);
  });

  it.each(['时间：12', '名称：Ada', 'ключ：значение'])('are not seen in %s', (text) => {
    expect(redactor.text(text)).toBe(text);
  });
});
