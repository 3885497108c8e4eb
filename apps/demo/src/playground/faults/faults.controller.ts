import { Controller, Get, Param, Put } from '@nestjs/common';
import type { FaultMode } from './code-faults.service';
import { FaultsService } from './faults.service';

@Controller('faults')
export class FaultsController {
  constructor(private readonly faults: FaultsService) {}

  @Get()
  all(): Record<string, FaultMode> {
    return this.faults.all();
  }

  @Put(':part/:mode')
  async set(
    @Param('part') part: string,
    @Param('mode') mode: string,
  ): Promise<Record<string, FaultMode>> {
    await this.faults.set(part, mode);
    return this.faults.all();
  }
}
