import * as resources from '@opentelemetry/resources';
import { SpanResource } from './span-resource';

const SHOP = { name: 'shop', version: '1.2.3', environment: 'staging' };

/** What all spans say when they are sent. */
async function settled(resource: SpanResource): Promise<object> {
  await resource.settle();
  return resource.resource.attributes;
}

describe('whose spans they are', () => {
  afterEach(() => {
    delete process.env['OTEL_RESOURCE_ATTRIBUTES'];
  });

  it('is what the app says, though it says it late', async () => {
    const resource = new SpanResource({ resources });

    resource.belongsTo(SHOP);
    resource.belongsTo({ ...SHOP, name: 'another' });

    expect(await settled(resource)).toMatchObject({
      'service.name': 'shop',
      'service.version': '1.2.3',
      'deployment.environment.name': 'staging',
      'telemetry.sdk.language': 'nodejs',
    });
  });

  it('is what the environment says, but for the name that all signals say', async () => {
    process.env['OTEL_RESOURCE_ATTRIBUTES'] = 'service.name=x,service.version=9,team=tea';
    const resource = new SpanResource({ resources });

    resource.belongsTo(SHOP);

    expect(await settled(resource)).toMatchObject({
      'service.name': 'shop',
      'service.version': '9',
      team: 'tea',
    });
  });

  it('is what the environment says when no app has said its name in time', async () => {
    process.env['OTEL_RESOURCE_ATTRIBUTES'] = 'service.name=x';
    const resource = new SpanResource({ resources });

    const attributes = await settled(resource);
    resource.belongsTo(SHOP);

    expect(attributes).toMatchObject({ 'service.name': 'x' });
    expect(attributes).not.toHaveProperty(['service.version']);
  });
});
