import { Connection } from './connection';
import type { WireRequest } from './requests';

/** An answer had another status than the route promises: what was measured is not what was meant. */
export class WrongAnswerError extends Error {
  constructor(got: number, { status, bytes }: WireRequest) {
    super(`${bytes.toString('latin1').split('\r\n')[0]} answered ${got} instead of ${status}.`);
  }
}

/** The connections of the load generator; they live as long as the server under test. */
export class Pool {
  readonly connections: Connection[] = [];
  /** Right answers so far. */
  answered = 0;
  private failure: Error | undefined;
  private reject: ((error: Error) => void) | undefined;

  static async open(port: number, size: number): Promise<Pool> {
    const pool = new Pool();
    for (let i = 0; i < size; i += 1) {
      pool.connections.push(await Connection.open(port, (error) => pool.fail(error)));
    }
    return pool;
  }

  /** Sends a request; `done` is called for the right answer, any other fails the running load. */
  send(connection: Connection, request: WireRequest, done: () => void): void {
    connection.send(request.bytes, (status) => {
      if (status !== request.status) {
        this.fail(new WrongAnswerError(status, request));
        return;
      }
      this.answered += 1;
      done();
    });
  }

  /** Runs a load that ends by `resolve`, or with the first failure. */
  run<T>(load: (resolve: (value: T) => void) => void): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.reject = reject;
      if (this.failure) reject(this.failure);
      else load(resolve);
    });
  }

  close(): void {
    for (const connection of this.connections) connection.close();
  }

  private fail(error: Error): void {
    this.failure ??= error;
    this.reject?.(this.failure);
  }
}
