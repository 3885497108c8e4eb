import { rmSync, statSync } from 'node:fs';
import { Pool } from '../load/pool';
import { CpuPhase } from '../phases/cpu';
import { LatencyPhase } from '../phases/latency';
import { measureMemory } from '../phases/memory';
import { measureScrape } from '../phases/scrape';
import type { Session } from '../phases/session';
import { measureUnknown } from '../phases/unknown';
import { warmUp } from '../phases/warm-up';
import type { VariantRow } from '../variants/table';
import type { Figures } from './run';
import { ServerUnderTest } from './server';
import type { ServerParts } from './server';
import type { Phase } from './settings';
import type { Task } from './task';

/** One variant's process in a round, and what has been measured of it so far. */
export class Contestant {
  private measured: Figures;
  private answeredBefore = 0;
  private readonly phases: Readonly<Record<Phase, (session: Session) => Promise<Figures>>>;

  private constructor(
    readonly variant: VariantRow,
    private readonly server: ServerUnderTest,
    private readonly task: Task,
    private readonly logFile: string,
  ) {
    const cpu = new CpuPhase();
    const fail = new CpuPhase();
    const latency = new LatencyPhase();
    this.measured = { startMs: server.startMs };
    this.phases = {
      cpu: async (session) => this.withRoutes(await cpu.turn(session, session.routes)),
      fail: async (session) => this.withRoutes(await fail.turn(session, ['fail'])),
      latency: async (session) => ({ latency: await latency.turn(session) }),
      memory: async (session) => ({ rssBytes: await measureMemory(session) }),
      scrape: async (session) => ({ scrapeHoldMs: await measureScrape(session) }),
      unknown: async (session) => ({ unknown: await measureUnknown(session) }),
    };
  }

  /** Starts the process and warms it up. */
  static async start(parts: ServerParts, task: Task): Promise<Contestant> {
    const server = await ServerUnderTest.start(parts);
    const contestant = new Contestant(parts.variant, server, task, parts.logFile);
    try {
      await contestant.load(warmUp);
      return contestant;
    } catch (error) {
      await contestant.stop();
      throw error;
    }
  }

  async turn(phase: Phase): Promise<void> {
    this.measured = { ...this.measured, ...(await this.load(this.phases[phase])) };
  }

  get figures(): Figures {
    return this.measured;
  }

  get logBytes(): number {
    return statSync(this.logFile).size;
  }

  async stop(): Promise<void> {
    await this.server.stop();
    rmSync(this.logFile, { force: true });
  }

  /** Connections of its own for each turn: the server closes those that are idle for five seconds. */
  private async load<T>(work: (session: Session) => Promise<T>): Promise<T> {
    const { server, answeredBefore } = this;
    const pool = await Pool.open(server.port, this.task.settings.connections);
    try {
      return await work({ ...this.task, server, pool, answeredBefore });
    } finally {
      pool.close();
      this.answeredBefore += pool.answered;
    }
  }

  /** The figures of routes come from two phases. */
  private withRoutes(routes: Figures['routes']): Figures {
    return { routes: { ...this.measured.routes, ...routes } };
  }
}
