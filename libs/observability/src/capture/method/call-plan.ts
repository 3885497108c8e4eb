import {
  JobObservation,
  LoggedObservation,
  MeasurementObservation,
  OperationObservation,
} from '../../core';
import type {
  Channel,
  LoggedMethod,
  Measurement,
  Observation,
  Observer,
  Operation,
  RequestContext,
} from '../../core';

/** How the calls of one method are observed. */
export interface CallPlan<T extends Observation = Observation> {
  /** A method is wrapped once for each key: applications share the prototypes of a process. */
  readonly key: string;
  /** Whether a call outside any request or job begins a context of its own. */
  readonly wantsContext: boolean;
  channelOf(observer: Observer): Channel<T>;
  /** Makes the observation of one run and begins it. */
  begin(observer: Observer, context: RequestContext | undefined, args?: readonly unknown[]): T;
  /** The same for a run that comes after the call; as `begin`, where nothing is said. */
  beginLater?(observer: Observer, context: RequestContext | undefined, call: T): T;
}

/** `@Monitored`: a call is an operation, with all signals. */
export function operationPlan(operation: Operation): CallPlan<OperationObservation> {
  return {
    key: 'operation',
    wantsContext: true,
    channelOf: (observer) => observer.operations,
    begin: (observer, context, args) => {
      const kept = operation.captureArguments ? args : undefined;
      const { clock } = observer;
      return beginOperation(
        observer,
        new OperationObservation(clock.now(), context, operation, kept),
      );
    },
    beginLater: (observer, context, { args }) => {
      const { clock } = observer;
      return beginOperation(
        observer,
        new OperationObservation(clock.now(), context, operation, args, true),
      );
    },
  };
}

/** A second run of an Observable is an edge of its own, when the first was; so is a call after a job. */
function beginOperation(
  { operations }: Observer,
  begun: OperationObservation,
): OperationObservation {
  const { context } = begun;
  if (context && isOver(context.observation)) context.observation = begun;
  return operations.begin(begun);
}

/** `@Timed` and `@Counted`: a call is a number. */
export function measurementPlan(measurement: Measurement): CallPlan<MeasurementObservation> {
  return {
    key: `measurement ${measurement.definition.name}`,
    wantsContext: false,
    channelOf: (observer) => observer.measurements,
    begin: ({ measurements, clock }, context) =>
      measurements.begin(new MeasurementObservation(clock.now(), context, measurement)),
  };
}

/** `@Logged`: a call is two lines. */
export function loggedPlan(method: LoggedMethod): CallPlan<LoggedObservation> {
  return {
    key: 'logged',
    wantsContext: false,
    channelOf: (observer) => observer.logged,
    begin: ({ logged, clock }, context, args) =>
      logged.begin(new LoggedObservation(clock.now(), context, method, args?.length ?? 0, false)),
    beginLater: ({ logged, clock }, context, { argumentCount }) =>
      logged.begin(new LoggedObservation(clock.now(), context, method, argumentCount, true)),
  };
}

/** Nothing yet, or an earlier monitored call or job, whose listeners go on; other work stays what it is. */
function isOver(observation: RequestContext['observation']): boolean {
  if (!observation) return true;
  const isLeft =
    observation instanceof OperationObservation || observation instanceof JobObservation;
  return observation.ended && isLeft;
}
