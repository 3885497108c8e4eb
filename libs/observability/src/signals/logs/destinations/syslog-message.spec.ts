import { hostname } from 'node:os';
import { SyslogMessage } from './syslog-message';

const SERVICE = { name: 'shop', version: '1.2.0', environment: 'production' };

describe('a syslog message', () => {
  it('has the header, the origin and the line, as RFC 5424 wants them', () => {
    const message = new SyslogMessage('local0', 'shop', SERVICE).of('{"message":"hello"}\n', 30);

    const [head, time, ...rest] = message.split(' ');
    expect(head).toBe('<134>1');
    expect(new Date(time ?? '').toISOString()).toBe(time);
    expect(rest.join(' ')).toBe(
      `${hostname()} shop ${process.pid} - [origin software="shop" swVersion="1.2.0"] {"message":"hello"}`,
    );
  });

  it.each([
    ['trace', 10, 7],
    ['debug', 20, 7],
    ['info', 30, 6],
    ['warn', 40, 4],
    ['error', 50, 3],
    ['fatal', 60, 2],
  ])('gives %s its severity', (_, level, severity) => {
    const message = new SyslogMessage('auth', 'shop', SERVICE).of('x', level);

    expect(message.startsWith(`<${4 * 8 + severity}>1 `)).toBe(true);
  });

  it('keeps to what may stand in a header and in quotes', () => {
    const service = { ...SERVICE, name: 'my "shop"]\n', version: '1\\2' };

    const message = new SyslogMessage('user', 'mein Läden '.repeat(9), service).of('x', 30);

    expect(message.split(' ')[3]).toMatch(/^[!-~]{48}$/);
    expect(message).toContain('[origin software="my \\"shop\\"\\]\\\\n" swVersion="1\\\\2"] x');
  });
});
