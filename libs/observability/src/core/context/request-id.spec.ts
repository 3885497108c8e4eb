import { saneRequestId } from './request-id';

describe('the request id from outside', () => {
  it.each([
    ['a UUID', '9b2f6a52-3a3e-4c8e-9d55-0a9f0d6d1f10'],
    ['a trace header of Amazon', 'Root=1-67891233-abcdef012345678912345678'],
    ['base64', 'YWJj+/8='],
    ['an address-like id', 'svc:orders@eu.example/17'],
    ['one character', 'a'],
    ['128 characters', 'a'.repeat(128)],
  ])('is taken when it is %s', (_kind, header) => {
    expect(saneRequestId(header)).toBe(header);
  });

  it.each([
    ['missing', undefined],
    ['empty', ''],
    ['too long', 'a'.repeat(129)],
    ['two lines', 'abc\nlevel=error'],
    ['a line with an end', 'abc\n'],
    ['two words', 'a b'],
    ['quoted', '"abc"'],
    ['markup', '<script>'],
    ['beyond ASCII', 'größe'],
    ['a control character', 'abc\u0000'],
    ['sent twice', ['a', 'b']],
  ])('is not taken when it is %s', (_kind, header) => {
    expect(saneRequestId(header)).toBeUndefined();
  });
});
