/** Packages of one test project with the versions that it has. */
export type PeerVersions = Readonly<Record<string, string>>;

const NEST = ['@nestjs/common', '@nestjs/core', '@nestjs/platform-express'];

/** The lowest version of each range, and the lowest Nest. */
export const OLDEST: PeerVersions = {
  ...all(NEST, '11.0.8'),
  'reflect-metadata': '0.2.0',
  rxjs: '7.8.0',
  pino: '8.0.0',
  'prom-client': '14.0.0',
  '@opentelemetry/api': '1.9.0',
  '@opentelemetry/otlp-transformer': '0.200.0',
  '@sentry/nestjs': '10.1.0',
  '@sentry/profiling-node': '10.1.0',
  'nestjs-pino': '4.4.0',
  'pino-http': '8.0.0',
  'pino-pretty': '9.0.0',
  nodemailer: '4.0.0',
  'rotating-file-stream': '3.0.0',
};

const NEWEST: PeerVersions = {
  ...all(NEST, '12'),
  'reflect-metadata': '0.2',
  rxjs: '7',
  pino: '10',
  'prom-client': '15',
  '@sentry/nestjs': '^11.0.0-rc.1',
  '@sentry/profiling-node': '11',
  'nestjs-pino': '5',
  'pino-http': '11',
  'pino-pretty': '13',
  nodemailer: '10',
  'rotating-file-stream': '3',
};

const OPEN_TELEMETRY_3: PeerVersions = {
  '@opentelemetry/api': '1.10',
  '@opentelemetry/sdk-trace': '3',
  '@opentelemetry/otlp-transformer': '0.301',
};
const OPEN_TELEMETRY_2: PeerVersions = {
  '@opentelemetry/api': '1.9',
  '@opentelemetry/sdk-trace': '2',
  '@opentelemetry/otlp-transformer': '0.223',
};

/** Whether a version of Node can have OpenTelemetry 3, which needs 22.15. */
export function takesOpenTelemetry3(node: string): boolean {
  const [major = 0, minor = 0] = node.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 15);
}

/** The highest versions, with the OpenTelemetry that this Node takes. */
export function newest(node: string): PeerVersions {
  return { ...NEWEST, ...(takesOpenTelemetry3(node) ? OPEN_TELEMETRY_3 : OPEN_TELEMETRY_2) };
}

function all(names: readonly string[], version: string): PeerVersions {
  return Object.fromEntries(names.map((name) => [name, version]));
}
