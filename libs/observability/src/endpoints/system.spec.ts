import { describeSystem } from './system';

const missing = (): never => {
  throw new Error("Cannot find module '@nestjs/core/package.json'");
};

describe('what is told of the machine', () => {
  it('has the version of Nest that the app runs', () => {
    expect(describeSystem()).toMatchObject({
      system: { nest_version: expect.stringMatching(/^\d+\.\d+/) as string },
      process: { pid: process.pid },
    });
  });

  it('does without it in an app that is bundled in one file', () => {
    expect(describeSystem(missing)).toMatchObject({
      system: { nest_version: undefined, node_version: process.version },
    });
  });
});
