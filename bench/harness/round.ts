import { join } from 'node:path';
import { Contestant } from './contestant';
import { mergeFigures } from './figures-merge';
import { nodeProgram } from './node-programs';
import { shuffled } from './plan';
import type { Round } from './plan';
import type { Progress } from './progress';
import type { Failure } from './result';
import type { Run } from './run';
import type { Phase } from './settings';
import type { Sinks } from './sinks';
import type { Task } from './task';

/** The phases that take long and vary little; the first rounds do them, the others do not. */
const SLOW: ReadonlySet<Phase> = new Set(['memory', 'scrape', 'unknown']);
const IN_TURNS: ReadonlySet<Phase> = new Set(['cpu', 'latency', 'fail']);

/** What all rounds share. */
export interface Surroundings {
  readonly sinks: Sinks;
  readonly progress: Progress;
  /** Where the servers' output goes; it is gone with the harness. */
  readonly logFolder: string;
}

/** What a round brought. */
export interface RoundResult {
  readonly runs: readonly Run[];
  readonly failures: readonly Failure[];
}

/**
 * Measures one round. All variants live at the same time and one of them is loaded at a time, in
 * turns of a few seconds; so the ratio of two variants compares what was measured next to each
 * other, and a machine that becomes slower for a minute does not change it.
 */
export class RoundRunner {
  private readonly failures: Failure[] = [];
  private contestants: Contestant[] = [];

  constructor(
    private readonly round: Round,
    private readonly task: Task,
    private readonly surroundings: Surroundings,
  ) {}

  async run(): Promise<RoundResult> {
    await this.surroundings.sinks.take();
    try {
      await this.start();
      for (const phase of this.phases) await this.measure(phase);
      return { runs: await this.runs(), failures: this.failures };
    } finally {
      await Promise.all(this.contestants.map((contestant) => contestant.stop()));
    }
  }

  private get phases(): Phase[] {
    const { phases, settings } = this.task;
    const isSlowRound = this.round.round <= settings.slowRounds;
    return phases.filter((phase) => isSlowRound || !SLOW.has(phase));
  }

  private async start(): Promise<void> {
    const { node, platform, variants } = this.round;
    const processes = variants.flatMap((variant) =>
      Array.from({ length: variant.processes ?? 1 }, (_, copy) => ({ variant, copy })),
    );
    for (const { variant, copy } of shuffled(processes)) {
      this.say(`starting ${variant.name}`);
      const logFile = join(this.surroundings.logFolder, `${variant.name}-${copy}.log`);
      const sinks = this.surroundings.sinks.addressesFor(variant.name);
      const parts = { variant, platform, execPath: nodeProgram(node), sinks, logFile };
      try {
        this.contestants.push(await Contestant.start(parts, this.task));
      } catch (error) {
        this.fail(variant.name, error);
      }
    }
  }

  private async measure(phase: Phase): Promise<void> {
    const turns = IN_TURNS.has(phase) ? this.task.settings.turns : 1;
    for (let turn = 1; turn <= turns; turn += 1) {
      for (const contestant of shuffled(this.contestants)) {
        this.say(`${phase} ${turn}/${turns} ${contestant.variant.name}`);
        await this.takeTurn(contestant, phase);
      }
    }
  }

  private async takeTurn(contestant: Contestant, phase: Phase): Promise<void> {
    try {
      await contestant.turn(phase);
    } catch (error) {
      this.fail(contestant.variant.name, error);
      this.contestants = this.contestants.filter((other) => other !== contestant);
      await contestant.stop();
    }
  }

  private async runs(): Promise<Run[]> {
    const { node, platform, round } = this.round;
    const delivered = await this.surroundings.sinks.take();
    const names = new Set(this.contestants.map(({ variant }) => variant.name));
    return [...names].map((name) => {
      const own = this.contestants.filter(({ variant }) => variant.name === name);
      return {
        node,
        platform,
        round,
        variant: name,
        figures: mergeFigures(own.map(({ figures }) => figures)),
        logBytes: own.reduce((sum, { logBytes }) => sum + logBytes, 0),
        delivered: delivered[name],
      };
    });
  }

  private say(what: string): void {
    this.surroundings.progress.does(this.round, what);
  }

  private fail(variant: string, error: unknown): void {
    const { node, platform, round } = this.round;
    const reason = error instanceof Error ? error.message : String(error);
    this.failures.push({ node, platform, round, variant, reason });
    this.surroundings.progress.failed(this.round, `${variant}: ${reason}`);
  }
}
