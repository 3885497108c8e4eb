import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Delivered } from '../sinks/delivered';
import type { SinkAddresses } from '../variants/ours-steps';
import { DIST } from './paths';

/** The process that takes all telemetry, so that taking it costs the server under test nothing. */
export class Sinks {
  private constructor(
    private readonly process: ChildProcess,
    private readonly port: number,
  ) {}

  static async start(): Promise<Sinks> {
    const child = fork(join(DIST, 'sinks/sinks.js'));
    const [port] = (await once(child, 'message')) as [number];
    return new Sinks(child, port);
  }

  /** Addresses of its own for each variant, so that what it delivers is counted apart. */
  addressesFor(variant: string): SinkAddresses {
    return {
      dsn: `http://public@127.0.0.1:${this.port}/${variant}/1`,
      otlp: `http://127.0.0.1:${this.port}/${variant}`,
    };
  }

  /** What each variant delivered since the last call. */
  async take(): Promise<Readonly<Record<string, Delivered>>> {
    this.process.send('take');
    const [delivered] = (await once(this.process, 'message')) as [Record<string, Delivered>];
    return delivered;
  }

  stop(): void {
    this.process.disconnect();
  }
}
