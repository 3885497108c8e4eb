// Fakes for tests, the app's and our own: `import { RecordingHandler } from 'nestjs-observability/testing'`.
// Enters: nothing.
// Leaves: a manual clock, a recording handler and sink, an indicator with a configurable result.
export { FakeClock } from './fake-clock';
export { FakeIndicator } from './fake-indicator';
export { RecordingHandler } from './recording-handler';
export { RecordingSink } from './recording-sink';
