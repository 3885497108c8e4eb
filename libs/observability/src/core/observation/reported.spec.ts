import { markReported, wasReported } from './reported';

describe('an error that has been reported', () => {
  it.each([
    ['an error', new Error('reported')],
    ['a text', 'reported'],
    ['undefined', undefined],
  ])('is known once: %s', (_what, error) => {
    markReported(error);

    expect([wasReported(error), wasReported(error)]).toEqual([true, false]);
  });

  it('is forgotten after 16 later ones, if it was never queried', () => {
    const error = new Error('old');
    markReported(error);

    for (let i = 0; i < 16; i += 1) markReported(`error ${i}`);

    expect(wasReported(error)).toBe(false);
    for (let i = 0; i < 16; i += 1) expect(wasReported(`error ${i}`)).toBe(true);
  });
});
