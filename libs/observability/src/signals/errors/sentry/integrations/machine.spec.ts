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

  it('reads the memory once a second at most, however many events there are', () => {
    const read = jest.spyOn(process.memoryUsage, 'rss');
    const now = jest.spyOn(performance, 'now').mockReturnValue(10_000);
    const machine = machineIntegration();

    for (let i = 0; i < 100; i += 1) machine.processEvent({});
    now.mockReturnValue(10_999);
    machine.processEvent({});
    const inOneSecond = read.mock.calls.length;
    now.mockReturnValue(11_000);
    machine.processEvent({});

    expect([inOneSecond, read.mock.calls.length]).toEqual([1, 2]);
    read.mockRestore();
    now.mockRestore();
  });
});
