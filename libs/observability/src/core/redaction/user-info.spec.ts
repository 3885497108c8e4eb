import { REDACTED as R } from './spans';
import { Redactor } from './redactor';

describe('users and passwords in addresses', () => {
  it.each([
    ['postgres://ada:hunter2@db:5432/shop', `postgres://${R}@db:5432/shop`],
    ['redis://:hunter2@cache', `redis://${R}@cache`],
    ['mongodb://a:b@h1:1,h2:2/x', `mongodb://${R}@h1:1,h2:2/x`],
    ['amqp://a:p@ss@mq', `amqp://${R}@mq`],
    ['postgres://ada:hun/ter2@db/shop', `postgres://${R}@db/shop`],
    ['https://key@sentry.io/1', `https://${R}@sentry.io/1`],
    ['two: http://a:b@x and http://c:d@y', `two: http://${R}@x and http://${R}@y`],
    ['connect to ada:hunter2@db:5432 failed', `connect to ${R}@db:5432 failed`],
    ['ada:hunter2@tcp(db:3306)/shop', `${R}@tcp(db:3306)/shop`],
    ['redis://default:2024#Geheim@cache:6379', `redis://${R}@cache:6379`],
    ['postgres://app:12345/6Kx@db:5432/shop', `postgres://${R}@db:5432/shop`],
    ['postgres://app:1;b=cKx@db', `postgres://${R}@db`],
    ['postgres://app:k"9xQ@db:5432/shop', `postgres://${R}@db:5432/shop`],
    [
      '{"url":"postgres://app:k9x@db:5432","x":"a@b.de"}',
      `{"url":"postgres://${R}@db:5432","x":"a@b.de"}`,
    ],
    ['open //admin:hunter2@host/x', `open //${R}@host/x`],
    ['jdbc:oracle:thin:scott/tiger@db:1521:orcl', `jdbc:oracle:thin:${R}@db:1521:orcl`],
    ['next=http%3A%2F%2Fada%3Ahunter2%40x%2Fy', `next=http%3A%2F%2F${R}%40x%2Fy`],
  ])('are replaced: %s', (text, safe) => {
    expect(new Redactor({ keepsPersonalData: true }).text(text)).toBe(safe);
  });

  it.each([
    'https://example.org/a',
    'https://h?email=ada@example.org',
    'https://host:8080/path/ada@example.org',
    'https://registry:443/@scope/name',
    'ada@example.org',
    'redis://cache:6379/0?client=ada@example.org',
    'http://localhost:3000/ada@example.org',
    '{"url":"amqp://mq:5672","mail":"ada@example.org"}',
    'file:///a:b@c',
    'mailto:ada@example.org',
    'at 12:30 @home',
  ])('are not seen in "%s"', (text) => {
    expect(new Redactor({ keepsPersonalData: true }).text(text)).toBe(text);
  });
});
