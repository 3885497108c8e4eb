import { EventEmitter } from 'node:events';
import { Keyv } from 'keyv';
import { StoreFailures } from './store-failures';

describe('the failures of the stores', () => {
  it('are counted over all Keyvs', () => {
    const stores = [new Keyv(), new Keyv()];
    const failures = new StoreFailures(stores);

    stores.forEach((store, i) => store.emit('error', new Error(`failure ${i}`)));

    expect(failures.count).toBe(2);
    expect(failures.last).toMatchObject({ message: 'failure 1' });
  });

  it('are not listened to where that would silence them', () => {
    const store = new EventEmitter();

    expect(new StoreFailures([store, undefined, 'store', {}]).count).toBe(0);
    expect(() => store.emit('error', new Error('gone'))).toThrow('gone');
  });
});
