import { markAppMessage, readAppMessage } from './app-messages';

describe('a message of the process that starts the app', () => {
  it.each([[{ body: { status: 'healthy' } }], [{ failure: 'no module', stack: 'at f' }]])(
    'is read as it was sent: %j',
    (message) => {
      expect(readAppMessage(JSON.parse(JSON.stringify(markAppMessage(message))))).toEqual(message);
    },
  );

  it.each([
    [{ body: { status: 'healthy' } }],
    [{ failure: 'no module', stack: 'at f' }],
    ['ready'],
    [null],
    [markAppMessage({} as never)],
  ])('is distinguished from what the app sends itself: %j', (message) => {
    expect(readAppMessage(message)).toBeUndefined();
  });
});
