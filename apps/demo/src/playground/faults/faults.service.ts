import { BadRequestException, Inject, Injectable, Logger } from '@nestjs/common';
import { NETWORKS } from '../servers/tcp-proxy';
import type { Networks } from '../servers/tcp-proxy';
import { CodeFaultsService } from './code-faults.service';
import type { FaultMode } from './code-faults.service';
import { WorkerSwitchService } from './worker-switch.service';

const MODES: readonly string[] = ['ok', 'slow', 'down', 'hang'];

/** Breaks one part of the shop at a time, and mends it. */
@Injectable()
export class FaultsService {
  private readonly logger = new Logger(FaultsService.name);

  constructor(
    @Inject(NETWORKS) private readonly networks: Networks,
    private readonly code: CodeFaultsService,
    private readonly worker: WorkerSwitchService,
  ) {}

  /** Every part and its mode. */
  all(): Record<string, FaultMode> {
    const networks = [...this.networks].map(([name, { current }]) => [name, current]);
    const worker = this.worker.isRunning ? 'ok' : 'down';
    return { ...Object.fromEntries(networks), ...this.code.modes, worker };
  }

  async set(part: string, mode: string): Promise<void> {
    if (!MODES.includes(mode))
      throw new BadRequestException(`A mode is one of ${MODES.join(', ')}`);
    const known = Object.keys(this.all());
    if (!known.includes(part))
      throw new BadRequestException(`A part is one of ${known.join(', ')}`);
    this.logger.warn(`fault: ${part} is ${mode}`);
    await this.apply(part, mode as FaultMode);
  }

  private async apply(part: string, mode: FaultMode): Promise<void> {
    if (part === 'orders' || part === 'receipts') this.code.modes[part] = mode;
    else if (part !== 'worker') this.networks.get(part)?.set(mode);
    else if (mode === 'ok') this.worker.start();
    else await this.worker.stop();
  }
}
