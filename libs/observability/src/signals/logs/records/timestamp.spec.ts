import { timestamp } from './timestamp';

describe('the time of a line', () => {
  it('is that of the line, whichever came before', () => {
    const now = jest.spyOn(Date, 'now');

    const texts = [0, 0, 1500, 0].map((ms) => {
      now.mockReturnValue(ms);
      return timestamp();
    });

    now.mockRestore();
    expect(texts).toEqual([
      ',"timestamp":"1970-01-01T00:00:00.000Z"',
      ',"timestamp":"1970-01-01T00:00:00.000Z"',
      ',"timestamp":"1970-01-01T00:00:01.500Z"',
      ',"timestamp":"1970-01-01T00:00:00.000Z"',
    ]);
  });
});
