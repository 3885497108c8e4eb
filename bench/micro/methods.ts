import { Injectable } from '@nestjs/common';
import { Monitored } from 'nestjs-observability';
import type { INestApplicationContext } from '@nestjs/common';
import { core, startApp } from './library';
import type { Row } from './subject';
import type { Timer } from './timer';

@Injectable()
class Plain {
  add(a: number, b: number): number {
    return a + b;
  }

  async addLater(a: number, b: number): Promise<number> {
    return a + b;
  }
}

@Injectable()
class Watched extends Plain {
  @Monitored()
  override add(a: number, b: number): number {
    return super.add(a, b);
  }

  @Monitored()
  override async addLater(a: number, b: number): Promise<number> {
    return super.addLater(a, b);
  }
}

/** The same inheritance without the decorator, so that only the wrapper makes the difference. */
@Injectable()
class Unwatched extends Plain {
  override add(a: number, b: number): number {
    return super.add(a, b);
  }

  override async addLater(a: number, b: number): Promise<number> {
    return super.addLater(a, b);
  }
}

/** What `@Monitored` adds to a call within a request that is not traced. */
export async function methods(time: Timer): Promise<Row[]> {
  const app = await startApp({}, [Watched, Unwatched]);
  const watched = app.get(Watched);
  const unwatched = app.get(Unwatched);
  const rows = await core.runInContext(requestContext(app), async () => [
    row('sync, unwatched', await time(() => unwatched.add(1, 2))),
    row('sync, @Monitored', await time(() => watched.add(1, 2))),
    row('async, unwatched', await time(() => unwatched.addLater(1, 2))),
    row('async, @Monitored', await time(() => watched.addLater(1, 2))),
  ]);
  await app.close();
  return rows;
}

function requestContext(app: INestApplicationContext): InstanceType<typeof core.RequestContext> {
  return new core.RequestContext(app.get(core.Observer));
}

function row(name: string, nanoseconds: number): Row {
  return { group: 'method', name, nanoseconds };
}
