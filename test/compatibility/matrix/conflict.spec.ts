import { outcomeOfFailedInstall } from './conflict';

const OF_NPM = `npm error code ERESOLVE
npm error ERESOLVE unable to resolve dependency tree
npm error
npm error While resolving: app@undefined
npm error Found: @nestjs/common@12.5.1
npm error node_modules/@nestjs/common
npm error   @nestjs/common@"12.5.1" from the root project
npm error
npm error Could not resolve dependency:
npm error peer @nestjs/common@"^8.0.0 || ^11.0.0" from @sentry/nestjs@10.75.3
npm error node_modules/@sentry/nestjs
npm error   @sentry/nestjs@"10.75.3" from the root project
npm error
npm error Fix the upstream dependency conflict, or retry
`;
const OF_PNPM = `[ERR_PNPM_PEER_DEP_ISSUES] Unmet peer dependencies

✕ unmet peer @nestjs/common
  Installed: 12.5.1
  Wanted:
    "^8.0.0 || ^11.0.0":
      @sentry/nestjs@10.75.3

✕ unmet peer @opentelemetry/api
  Installed: 1.10.0
  Wanted:
    ">=1.0.0 <1.10.0":
      @opentelemetry/core@2.12.1
    ">=1.3.0 <1.10.0":
      @opentelemetry/sdk-trace-base@2.12.1
      @opentelemetry/resources@2.12.1
hint: To disable failing on peer dependency issues, add the following to pnpm-workspace.yaml in your project root:

  strictPeerDependencies: false
`;

describe('an installation that failed', () => {
  it.each([
    ['npm', OF_NPM],
    ['pnpm', OF_PNPM],
  ])('is impossible where %s names packages that refuse each other', (_manager, output) => {
    expect(outcomeOfFailedInstall('ERESOLVE', output)).toEqual({
      kind: 'impossible',
      reason: '@sentry/nestjs 10.75.3 needs @nestjs/common ^8.0.0 || ^11.0.0, not 12.5.1',
    });
  });

  it.each([
    ['npm', OF_NPM.replace('from @sentry/nestjs@10.75.3', 'from nestjs-observability@0.1.0')],
    ['pnpm', OF_PNPM.replace('@opentelemetry/resources@2.12.1', 'nestjs-observability@0.1.0')],
  ])("is a failure where %s names the library's own peers", (_manager, output) => {
    expect(outcomeOfFailedInstall('ERESOLVE', output)).toEqual({
      kind: 'failed',
      faults: [expect.stringMatching(/^nestjs-observability 0\.1\.0 needs @\S+ .+, not \S+$/)],
    });
  });

  it.each([
    ['nothing', ''],
    ['no conflict of peers', '[ERR_PNPM_FETCH_404] GET https://registry/x: Not Found'],
    ['a missing peer besides', `${OF_PNPM}\n✕ missing peer rxjs\n`],
    ['a version that the app wants', OF_NPM.replace(/from @sentry.*/, 'from the root project')],
  ])('is a failure with its error line where the package manager names %s', (_what, output) => {
    expect(outcomeOfFailedInstall('exit code 1', output)).toEqual({
      kind: 'failed',
      faults: ['exit code 1'],
    });
  });
});
