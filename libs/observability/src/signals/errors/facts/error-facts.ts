import {
  JobObservation,
  MessageObservation,
  OperationObservation,
  RequestObservation,
  TaskObservation,
} from '../../../core';
import type { GraphqlOperation, RequestContext } from '../../../core';
import type { ErrorFacts } from './error-sink';

/** The facts of an error in a request. */
export function requestFacts(observation: RequestObservation): ErrorFacts {
  const { context, method, route, status, ended, graphql } = observation;
  const facts = { origin: 'request', context, request: observation } as const;
  if (!ended && status === 0) return { ...facts, ...openRequestFacts(observation) };
  return {
    ...facts,
    transaction: `${method} ${route || 'unknown'}`,
    tags: {
      'http.route': route,
      'http.response.status_code': String(status),
      ...(graphql && graphqlTags(graphql)),
    },
  };
}

/** The status is known at the end only, and the route only if the framework matched one. */
function openRequestFacts({
  context,
  method,
  routeSoFar: route,
}: RequestObservation): Pick<ErrorFacts, 'transaction' | 'tags'> {
  if (!route) return { transaction: context.failedOperation, tags: {} };
  return { transaction: `${method} ${route}`, tags: { 'http.route': route } };
}

function graphqlTags({ name, type }: GraphqlOperation): Record<string, string> {
  return {
    ...(name !== undefined && { 'graphql.operation.name': name }),
    ...(type !== undefined && { 'graphql.operation.type': type }),
  };
}

/** The facts of an error in a job. */
export function jobFacts({ queue, job, context }: JobObservation): ErrorFacts {
  return {
    origin: 'job',
    transaction: `${queue} ${job.name}`,
    context,
    tags: { queue, job: job.name, attempt: String(job.attempt) },
  };
}

/** The facts of an error in a message to a microservice or gateway. */
export function messageFacts({ route, context }: MessageObservation): ErrorFacts {
  const { transport, pattern } = route;
  const transaction = `${transport} ${pattern}`;
  return { origin: 'message', transaction, context, tags: { transport, pattern } };
}

/** The facts of an error in a run of a scheduled method. */
export function taskFacts({ task, context }: TaskObservation): ErrorFacts {
  const { name, kind } = task;
  return { origin: 'task', transaction: name, context, tags: { task: name, schedule: kind } };
}

/** The facts of an error in a monitored method. */
export function operationFacts({ operation, context }: OperationObservation): ErrorFacts {
  return { origin: 'operation', transaction: operation.name, context, tags: {} };
}

/** The facts of an error that the running work did not end with. */
export function factsOf(context: RequestContext | undefined): ErrorFacts {
  const observation: unknown = context?.observation;
  if (observation instanceof RequestObservation) return requestFacts(observation);
  if (observation instanceof JobObservation) return jobFacts(observation);
  if (observation instanceof MessageObservation) return messageFacts(observation);
  if (observation instanceof TaskObservation) return taskFacts(observation);
  if (observation instanceof OperationObservation) return operationFacts(observation);
  return { transaction: context?.failedOperation, context, tags: {} };
}
