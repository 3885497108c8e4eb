import { resolveTail } from './tail.options';

describe('the options of the tail', () => {
  it('keep 100 lines and call one second slow, unless they say otherwise', () => {
    expect(resolveTail(true)).toEqual({ lines: 100, slowMs: 1000 });
    expect(resolveTail({ slowMs: 50 })).toEqual({ lines: 100, slowMs: 50 });
    expect(resolveTail(false)).toBeUndefined();
  });
});
