import { machineIntegration } from './machine';

describe('where the app runs', () => {
  it('stands on the event at once, and leaves what others have said', () => {
    const event = { contexts: { app: { app_name: 'shop' }, trace: { trace_id: 'a' } } };

    const { contexts } = machineIntegration().processEvent(event);

    expect(contexts).toMatchObject({
      app: { app_name: 'shop', app_memory: expect.any(Number), app_start_time: expect.any(String) },
      os: { name: expect.any(String) },
      device: { arch: process.arch, memory_size: expect.any(Number) },
      trace: { trace_id: 'a' },
    });
  });
});
