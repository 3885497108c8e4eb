import { Redactor } from './redactor';
import { REDACTED as R } from './spans';

const redactor = new Redactor();

describe('what is replaced in JSON', () => {
  it.each([
    [
      '{"status":200,"headers":["Cookie: a=b; c=d"],"user":"bob","ms":12}',
      `{"status":200,"headers":["Cookie: ${R}"],"user":"bob","ms":12}`,
    ],
    [
      '{"msg":"Authorization: Bearer abcdefghijkl","user":"bob","ms":12}',
      `{"msg":"Authorization: Bearer ${R}","user":"bob","ms":12}`,
    ],
    [
      String.raw`{"errors":[{"message":"Int cannot represent value: \"abc\"","path":["x"]}],"ms":12}`,
      `{"errors":[{"message":"Int cannot represent ${R}","path":["x"]}],"ms":12}`,
    ],
    [
      '{"detail":"Failing row contains (1, a).","table":"users","fn":"f()","x":1}',
      `{"detail":"Failing row contains (${R}).","table":"users","fn":"f()","x":1}`,
    ],
    [
      '{"tokenCount":5,"token":"&quot;","user":"bob"}',
      `{"tokenCount":5,"token":"${R}","user":"bob"}`,
    ],
    [
      '{"e":"expected <token> but got </x>","status":200}',
      `{"e":"expected <token>${R}","status":200}`,
    ],
    [
      '{"e":"Repository<token>missing","x":"</token>"}',
      '{"e":"Repository<token>missing","x":"</token>"}',
    ],
    [
      '{"key":"-----BEGIN RSA PRIVATE KEY-----","status":200,"user":"bob"}',
      `{"key":"${R}","status":200,"user":"bob"}`,
    ],
    [
      '["-----BEGIN RSA PRIVATE KEY-----","MIIEvQIBADAN","-----END RSA PRIVATE KEY-----","x"]',
      `["${R}","${R}","${R}","x"]`,
    ],
    [`["Failing row contains ('password","password"]`, `["Failing row contains (${R}","password"]`],
    [
      String.raw`{"h":["<token "],"a":"{\"name\":\">\"}","b":"</"}`,
      String.raw`{"h":["<token "],"a":"{\"name\":\">\"}","b":"</"}`,
    ],
    [
      '{"card":{"note":"}","number":"1234"},"x":{"note":"{"},"y":[{"number":"5"}]}',
      `{"card":{"note":"}","number":"${R}"},"x":{"note":"{"},"y":[{"number":"5"}]}`,
    ],
    [
      String.raw`{"a":"{\"card\":{\"number\":\"1234\"","number":"5"}`,
      String.raw`{"a":"{\"card\":{\"number\":\"` + R + String.raw`\"","number":"5"}`,
    ],
    ['{"x":"DE89Failing row contains ()"}', `{"x":"DE89Failing row contains ()"}`],
    ['{"paid":4111111111111111,"n":1}', `{"paid":"${R}","n":1}`],
    [String.raw`{"p\u0061ssword":"x","n":1}`, String.raw`{"p\u0061ssword":"` + `${R}","n":1}`],
    [
      '{"a":"Cookie: b=c","token":"hunter2","cut":"here',
      `{"a":"Cookie: ${R}","token":"${R}","cut":"here`,
    ],
  ])('ends with its value: %s', (text, wanted) => {
    expect(redactor.text(text)).toBe(wanted);
  });

  it('goes over several values where a pattern of the app does', () => {
    const own = new Redactor({ patterns: [/"pair":"[^"]+","and":"[^"]+"/] });

    const safe = own.text('{"pair":"hunter","and":"two","n":1}');

    expect(safe).not.toMatch(/hunter|two/);
    expect(JSON.parse(safe)).toMatchObject({ n: 1 });
  });
});
