import { secretsAcross } from '../../../core/testing/cut-secrets';
import { Redactor } from '../../../core';
import { AgentTexts } from './agent-texts';

describe('the texts of user agents', () => {
  it('are quoted, without secrets, and the same each time', () => {
    const texts = new AgentTexts(new Redactor());

    const written = ['curl/8 "x"', 'bot/1 token=abc', 'curl/8 "x"'].map((agent) => texts.of(agent));

    expect(written).toEqual(['"curl/8 \\"x\\""', '"bot/1 token=[Redacted]"', '"curl/8 \\"x\\""']);
  });

  it('are cut where they are longer than any browser writes', () => {
    const texts = new AgentTexts(new Redactor());

    expect([texts.of('a'.repeat(2000)), texts.cut('b'.repeat(2000), 10)]).toEqual([
      `"${'a'.repeat(512)}"`,
      '"bbbbbbbbbb"',
    ]);
  });

  it('hold no half of a secret that is cut', () => {
    const texts = new AgentTexts(new Redactor());

    for (const { text, half } of secretsAcross(512)) expect(texts.of(text)).not.toContain(half);
    for (const { text, half } of secretsAcross(256))
      expect(texts.cut(text, 256)).not.toContain(half);
  });

  it('are right for more agents than it remembers', () => {
    const texts = new AgentTexts(new Redactor());
    for (let i = 0; i < 1000; i += 1) texts.of(`agent ${i}`);

    expect(texts.of('late token=abc')).toBe('"late token=[Redacted]"');
  });
});
