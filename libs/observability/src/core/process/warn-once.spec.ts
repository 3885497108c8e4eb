import { warnOnce } from './warn-once';

describe('a warning before the app has a logger', () => {
  const emitted: string[] = [];

  beforeAll(() => {
    jest
      .spyOn(process, 'emitWarning')
      .mockImplementation((text) => void emitted.push(String(text)));
  });
  afterAll(() => jest.restoreAllMocks());

  it('is given once, without secrets, and not without bound', () => {
    for (let i = 0; i < 3; i += 1) warnOnce('cannot reach redis://:s3cret@cache');
    for (let i = 0; i < 10_000; i += 1) warnOnce(`unknown word ${i}`);

    expect(emitted.filter((text) => text.includes('redis'))).toEqual([
      expect.not.stringContaining('s3cret'),
    ]);
    expect(emitted).toHaveLength(100);
  });
});
