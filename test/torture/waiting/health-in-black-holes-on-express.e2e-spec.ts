import { ExpressAdapter } from '@nestjs/platform-express';
import { healthHoldsInBlackHoles } from '../../support/black-hole-stories';
import { DEPENDENCIES } from '../../support/proxied-shop';

/** Fastify has the same with the modes the other way round. */
describe('the health of a shop on Express', () => {
  healthHoldsInBlackHoles(
    () => new ExpressAdapter(),
    [
      { mode: 'drop', swallows: ['database'] },
      { mode: 'hang', swallows: ['cache'] },
      { mode: 'drop', swallows: ['queue'] },
      { mode: 'hang', swallows: ['external_services'] },
      { mode: 'drop', swallows: DEPENDENCIES },
    ],
  );
});
