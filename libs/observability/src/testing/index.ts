// Fakes for tests, the app's and our own: `import { RecordingHandler } from 'nestjs-observability/testing'`.
// Enters: nothing.
// Leaves: a clock that stands still, a handler and a sink that remember, an indicator that obeys.
export { FakeClock } from './fake-clock';
export { FakeIndicator } from './fake-indicator';
export { RecordingHandler } from './recording-handler';
export { RecordingSink } from './recording-sink';
