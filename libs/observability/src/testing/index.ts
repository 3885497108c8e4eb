// Fakes and contracts for tests, the app's and our own: `import { FakeIndicator } from 'nestjs-observability/testing'`.
// Enters: nothing.
// Leaves: a manual clock, a recording handler and sink, an indicator with a configurable result, what indicators and handlers keep.
export { FakeClock } from './fake-clock';
export { FakeIndicator } from './fake-indicator';
export { handlerContract } from './handler.contract';
export { indicatorContract } from './indicator.contract';
export { RecordingHandler } from './recording-handler';
export { RecordingSink } from './recording-sink';
