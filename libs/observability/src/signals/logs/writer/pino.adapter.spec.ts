import { EventEmitter } from 'node:events';
import type { Logger } from 'pino';
import { beginWriting, onLevelChange, writingLogger } from './pino.adapter';

/** Stands for a logger of a pino that names nobody. */
function oldLogger(): Logger {
  return new EventEmitter() as unknown as Logger;
}

describe('a pino that does not hand out its logger', () => {
  it('has its mixin called for the logger that began to write', () => {
    const logger = oldLogger();

    beginWriting(logger);

    expect(writingLogger(undefined)).toBe(logger);
    expect(writingLogger(oldLogger())).not.toBe(logger);
  });

  it('says of a child whose level changes that it is the child', () => {
    const parent = oldLogger();
    const child = Object.create(parent) as Logger;
    const changed: Logger[] = [];
    onLevelChange(parent, (logger) => changed.push(logger));

    child.emit('level-change', 'debug', 20, 'info', 30);

    expect(changed).toEqual([child]);
    expect(changed[0]).toBe(child);
  });
});
