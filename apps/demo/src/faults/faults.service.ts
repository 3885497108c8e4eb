import { BadRequestException, Inject, Injectable } from '@nestjs/common';
import { InjectLogger } from 'nestjs-observability';
import type { Logger } from 'pino';
import { ReceiptsWorkerService } from '../receipts/receipts-worker.service';
import { SURROUNDINGS } from '../surroundings/surroundings';
import type { Surroundings } from '../surroundings/surroundings';
import { CodeFaultsService } from './code-faults.service';
import type { FaultMode } from './code-faults.service';

const MODES: readonly string[] = ['ok', 'slow', 'down', 'hang'];

/** Breaks one part of the shop at a time, and mends it. */
@Injectable()
export class FaultsService {
  constructor(
    @InjectLogger('faults') private readonly logger: Logger,
    @Inject(SURROUNDINGS) private readonly surroundings: Surroundings,
    private readonly code: CodeFaultsService,
    private readonly worker: ReceiptsWorkerService,
  ) {}

  /** Every part and how it is. */
  all(): Record<string, FaultMode> {
    const networks = [...this.surroundings.networks].map(([name, { current }]) => [name, current]);
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
    else if (part !== 'worker') this.surroundings.networks.get(part)?.set(mode);
    else if (mode === 'ok') this.worker.start();
    else await this.worker.stop();
  }
}
