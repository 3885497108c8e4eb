import { FastifyAdapter } from '@nestjs/platform-fastify';
import { healthHoldsInBlackHoles } from '../../support/black-hole-stories';
import { DEPENDENCIES } from '../../support/proxied-shop';

/** Express has the same with the modes the other way round. */
describe('the health of a shop on Fastify', () => {
  healthHoldsInBlackHoles(
    () => new FastifyAdapter(),
    [
      { mode: 'hang', swallows: ['database'] },
      { mode: 'drop', swallows: ['cache'] },
      { mode: 'hang', swallows: ['queue'] },
      { mode: 'drop', swallows: ['external_services'] },
      { mode: 'hang', swallows: DEPENDENCIES },
    ],
  );
});
