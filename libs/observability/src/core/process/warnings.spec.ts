import { Warnings } from './warnings';

describe('Warnings', () => {
  it('say the same thing once', () => {
    const said: string[] = [];
    const warnings = new Warnings((message) => said.push(message));

    warnings.once('a', 'first');
    warnings.once('a', 'again');
    warnings.once('b', 'other');

    expect(said).toEqual(['first', 'other']);
  });

  it('remember a thousand and then say nothing more', () => {
    const said: string[] = [];
    const warnings = new Warnings((message) => said.push(message));

    for (let i = 0; i < 5000; i += 1) warnings.once(String(i), 'x');

    expect(said).toHaveLength(1000);
  });

  it('survive a logger that throws', () => {
    const warnings = new Warnings(() => {
      throw new Error('no logger');
    });

    expect(() => warnings.once('a', 'first')).not.toThrow();
  });
});
