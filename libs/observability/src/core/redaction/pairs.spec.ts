import { SecretFinder } from './secret-finder';
import { SensitiveKeys } from './sensitive-keys';
import { REDACTED as R, Spans } from './spans';

const keys = new SensitiveKeys(['customerRef']);
const finder = new SecretFinder(keys, []);

function safe(text: string): string {
  const spans = new Spans();
  finder.find(text, spans);
  return spans.replaceIn(text);
}

describe('values of sensitive keys in a text', () => {
  it.each([
    ['a form', 'user=ada&password=hun%20ter&x=1', `user=ada&password=${R}&x=1`],
    ['an encoded key', 'pass%77ord=x&user%5Bpin%5D=1', `pass%77ord=${R}&user%5Bpin%5D=${R}`],
    [
      'an address in an address',
      '/go?next=https%3A%2F%2Fa%3Ftoken%3Dabc%26x%3D1&y=2',
      `/go?next=https%3A%2F%2Fa%3Ftoken%3D${R}%26x%3D1&y=2`,
    ],
    ['a parameter of a path', '/a;token=abc', `/a;token=${R}`],
    ['a fragment', '/a?token=abc#top', `/a?token=${R}#top`],
    ['a key of the app', '?customer_ref=7', `?customer_ref=${R}`],
    ['a password with odd characters', 'password=a/b?c#d|e,f x', `password=${R} x`],
    ['marks before the password', 'the password: ;._hunter2 x', `the password: ${R} x`],
    ['more marks before the password', 'the password: ;;_hunter2 x', `the password: ${R} x`],
    ['a semicolon within quotes', "'password=hunter2;', b", `'password=${R};', b`],
    ['quotes that nothing opened', "password: _hunter''__2 x", `password: ${R} x`],
    ['a quote before the name', "'password=hunter2' x", `'password=${R}' x`],
    ['a pair in a value', 'password=hunter,ada:2@tcp(db) x', `password=${R} x`],
    ['braces in braces of ODBC', 'Driver=x;Pwd={}} hunter;2};Port=1', `Driver=x;Pwd=${R};Port=1`],
    ['a comma that begins it', 'the password: ,_:hunter x', `the password: ${R} x`],
    ['a quote that nothing escapes', '"password":""hunter2","a":1', `"password":"${R}","a":1`],
    ['no password in a list', 'password:,user:x', 'password:,user:x'],
    ['doubled quotes', `Server=x;Password="'""_hunter";Port=1`, `Server=x;Password="${R}";Port=1`],
    ['pairs with equals signs', '{password=hunter,user=2}', `{password=${R},user=2}`],
    ['pairs with colons', 'password:hunter,user:2', `password:${R},user:2`],
  ])('are replaced in addresses and forms: %s', (_case, text, wanted) => {
    expect(safe(text)).toBe(wanted);
  });

  it.each([
    ['JSON', '{"password":"x","n":1}', `{"password":"${R}","n":1}`],
    ['JSON with spaces', '{ "Password" : "x" }', `{ "Password" : "${R}" }`],
    ['a quote in the value', String.raw`{"token":"a\"b","n":1}`, `{"token":"${R}","n":1}`],
    ['a number', '{"pin":1234}', `{"pin":"${R}"}`],
    ['an object', '{"credentials":{"a":["}"]},"n":1}', `{"credentials":"${R}","n":1}`],
    ['a list', '{"tokens":["a","b"],"n":1}', `{"tokens":"${R}","n":1}`],
    [
      'an escaped key',
      String.raw`{"pass\u0077ord":"x"}`,
      String.raw`{"pass\u0077ord":"` + `${R}"}`,
    ],
    ['a key with a space', '{"API Key":"x","a b":1}', `{"API Key":"${R}","a b":1}`],
    ['JSON that was cut', '{"password":"hunte', `{"password":"${R}`],
    [
      'what says little below what says much',
      '{"session":{"id":"x"},"id":7,"card":{"name":"ada","number":1}}',
      `{"session":{"id":"${R}"},"id":7,"card":{"name":"ada","number":"${R}"}}`,
    ],
    [
      'what says little behind another object',
      '{"card":{"a":{"b":1},"number":"12345"},"number":"6"}',
      `{"card":{"a":{"b":1},"number":"${R}"},"number":"6"}`,
    ],
    [
      'what says little in a list',
      '{"card": [ {"number":"12345"}, {"number":"6"} ],"x":[{"number":"7"}]}',
      `{"card": [ {"number":"${R}"}, {"number":"${R}"} ],"x":[{"number":"7"}]}`,
    ],
    ['what util.inspect prints', "{ password: 'x', a: 1 }", `{ password: '${R}', a: 1 }`],
    ['a long text on the next line', "{\n  password:\n    'x' }", `{\n  password:\n    '${R}' }`],
    ['a flag behind a key', 'args=--password hunter2', `args=--password ${R}`],
    ['a flag behind a colon', 'cmd:--token hunter2 failed', `cmd:--token ${R} failed`],
    ['a password without digits', 'user: bob pass: Tr!cky-Horse', `user: bob pass: ${R}`],
    ['a quote that does not close', 'cmd=run%20--token%20%22hunter2', `cmd=run%20--token%20${R}`],
    [
      'an element in JSON',
      String.raw`{"xml":"<entry key=\"password\">hunter2</entry>"}`,
      String.raw`{"xml":"<entry key=\"password\">` + `${R}</entry>"}`,
    ],
    ["another language's arrow", '"password"=>"x"', `"password"=>"${R}"`],
  ])('are replaced in what objects are written as: %s', (_case, text, wanted) => {
    expect(safe(text)).toBe(wanted);
  });

  it.each([
    ['JSON', '{"password":"hunter2","n":1}', `{"password":"${R}","n":1}`],
    [
      'JSON with spaces',
      '{ "a": { "userPassword": "x y" } }',
      `{ "a": { "userPassword": "${R}" } }`,
    ],
    ['a quote in the value', String.raw`{"token":"a\"b","n":1}`, `{"token":"${R}","n":1}`],
    ['GraphQL', '{login(password:"hunter2"){id}}', `{login(password:"${R}"){id}}`],
    ['a sentence', 'password: hunter2', `password: ${R}`],
    ['a number', '{"pin":1234,"n":1}', `{"pin":${R},"n":1}`],
  ])('are replaced in a parameter that is %s', (_case, text, wanted) => {
    const encoded = safe(`/a?q=${encodeURIComponent(text)}&n=1`);

    expect(encoded).toBe(
      `/a?q=${encodeURIComponent(wanted).replaceAll(encodeURIComponent(R), R)}&n=1`,
    );
  });

  it('leaves addresses in a parameter', () => {
    const address = `/a?next=${encodeURIComponent('token-app://callback:8080/x')}`;

    expect(safe(address)).toBe(address);
  });

  it('are replaced in JSON inside JSON inside JSON, which stays JSON', () => {
    const inner = JSON.stringify({ secret: 'a"b', x: 1 });
    const body = JSON.stringify({ password: 'hun"ter', inner });

    const text = safe(JSON.stringify({ body, status: 400 }));

    const outer = JSON.parse(text) as { body: string; status: number };
    const parsed = JSON.parse(outer.body) as { password: string; inner: string };
    expect([outer.status, parsed.password]).toEqual([400, R]);
    expect(JSON.parse(parsed.inner)).toEqual({ secret: R, x: 1 });
  });

  it.each([
    ['a header', 'authorization: Digest a="b", c\nx: 1', `authorization: Digest ${R}\nx: 1`],
    [
      'cookies',
      'GET / HTTP/1.1\r\nCookie: a=1; b=2\r\nHost: x',
      `GET / HTTP/1.1\r\nCookie: ${R}\r\nHost: x`,
    ],
    ['a key in a header', 'x-api-key: k1, accept: */*', `x-api-key: ${R}, accept: */*`],
    [
      'ADO.NET',
      'Server=db;User Id=sa;Password=x;Encrypt=True',
      `Server=db;User Id=sa;Password=${R};Encrypt=True`,
    ],
    ['a quoted password', 'Server=db;Pwd="a;b";x=1', `Server=db;Pwd="${R}";x=1`],
    ['libpq', "host=db password='a b' user=ada", `host=db password='${R}' user=ada`],
    ['pairs with commas', 'user=ada,password=x,host=db', `user=ada,password=${R},host=db`],
    ['the environment', 'DB_PASSWORD=x node main.js', `DB_PASSWORD=${R} node main.js`],
    ['PostgreSQL', 'Key (token)=(abc) already exists.', `Key (token)=${R} already exists.`],
    ['SQL', "SET password = 'x' WHERE id = 1", `SET password = '${R}' WHERE id = 1`],
    ['a sentence', 'login (password=hunter2) failed.', `login (password=${R}) failed.`],
    ['a PIN', 'the pin: 1234', `the pin: ${R}`],
    ['a key in two words', 'your API key: abc1', `your API key: ${R}`],
    ['a code', 'verification code=4711', `verification code=${R}`],
  ])('are replaced in what drivers and people write: %s', (_case, text, wanted) => {
    expect(safe(text)).toBe(wanted);
  });

  it.each([
    'TokenExpiredError: jwt expired',
    'invalid token: expired',
    'primary key: 7',
    'error code: 4711',
    'order number: 4711',
    'auth: login failed',
    'session: started',
    'http://auth:3000/login',
    'https://token-api:8443/x',
    'at verify (/app/src/token.service.ts:12:5)',
    'at verify (token.ts:12:5)',
    'TokenStore::get',
    '"password":null,"token":true',
    '?page=2&sort=name',
    'password=',
    'ratio=1:2, at 12:30:45',
    '/users/:id/token/:token',
    '{"user":{"id":"x"}}',
  ])('are not seen in "%s"', (text) => {
    expect(safe(text)).toBe(text);
  });

  it('are replaced once: a second look changes nothing', () => {
    const text = `?token=a&b=1 {"pin":1,"secret":{"a":1}} cookie: a=1; b=2\npassword='x' Pwd=y;`;

    expect(safe(safe(text))).toBe(safe(text));
  });
});
