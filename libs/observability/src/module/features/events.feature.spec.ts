import { Injectable } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { Logger } from 'pino';
import { InjectLogger, Loggers } from '../../events';
import { ObservabilityModule } from '../observability.module';

@Injectable()
class Kitchen {
  constructor(
    @InjectLogger('kitchen') readonly logger: Logger,
    readonly loggers: Loggers,
  ) {}
}

describe('a logger that is injected by its name', () => {
  it('is the one of that name, in each app of the process', async () => {
    const options = { logs: { level: 'silent' } } as const;

    for (let i = 0; i < 2; i += 1) {
      const container = await Test.createTestingModule({
        imports: [ObservabilityModule.forRoot(options)],
        providers: [Kitchen],
      }).compile();
      const kitchen = container.get(Kitchen);

      expect(kitchen.logger).toBe(kitchen.loggers.get('kitchen'));
      await container.close();
    }
  });
});
