// Apps for the command `health --app`: each export is one. They use the library as it is built.
const net = require('node:net');
const { ObservabilityModule } = require('nestjs-observability');

/** Written to standard output, where it must not get into the result. */
process.stdout.write('a line of the app\n');

const SECRET = 'hunter2-of-the-shop';

/** A client that nobody closes, as apps have them. */
function keepOpen() {
  net.createServer().listen(0, '127.0.0.1');
}

function appWith(status, message) {
  const check = async () => ({ status, message, details: { servers: 2 } });
  const licence = { name: 'licence', critical: true, isDependency: false, check };
  keepOpen();
  return {
    module: class App {},
    imports: [
      ObservabilityModule.forRoot({
        service: { version: '1.2.3', environment: 'test' },
        health: { indicators: [licence] },
      }),
    ],
  };
}

module.exports = {
  healthy: () => appWith('healthy', 'valid'),
  degraded: () => appWith('degraded', 'ends in 3 days'),
  unhealthy: () => appWith('unhealthy', 'ended'),
  misconfigured: () => ({
    module: class App {},
    imports: [
      ObservabilityModule.forRoot({ health: { timeoutMs: -1 }, endpoints: { token: 'short' } }),
    ],
  }),
  failing: () => {
    throw new Error(`cannot connect to postgres://shop:${SECRET}@db/shop`);
  },
  bare: { module: class Bare {} },
  hanging: () => new Promise(keepOpen),
  dying: () => process.exit(3),
};
