import { readResponse, readRequest, writeHead, writeRequest } from './peer-protocol';

describe('a question of another worker', () => {
  it.each(['prometheus', 'openmetrics'] as const)('is understood: %s', (format) => {
    expect(readRequest(writeRequest(format))).toBe(format);
  });

  it('is waited for until its line is whole', () => {
    expect(readRequest('prom')).toBeUndefined();
  });

  it.each(['GET / HTTP/1.1\n', '\n', 'x'.repeat(50)])('is refused when it is none: %p', (text) => {
    expect(() => readRequest(text)).toThrow('not a request');
  });
});

describe('a response of another worker', () => {
  it('brings its exposition and the rules of its gauges', () => {
    const answer = readResponse(`${writeHead({ lag_seconds: 'max' })}a 1\nb 2\n`);

    expect(answer).toEqual({ exposition: 'a 1\nb 2\n', rules: { lag_seconds: 'max' } });
  });

  it.each(['', 'a 1\n', '{"form":2,"rules":{}}\na 1\n', '{"form":1}\na 1\n', 'null\n'])(
    'is refused when it is none, or of another form: %p',
    (text) => {
      expect(() => readResponse(text)).toThrow(Error);
    },
  );
});
