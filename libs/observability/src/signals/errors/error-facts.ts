import {
  JobObservation,
  MessageObservation,
  OperationObservation,
  RequestObservation,
  TaskObservation,
} from '../../core';
import type { GraphqlOperation, RequestContext } from '../../core';
import type { ErrorFacts } from './error-sink';

/** What a request says of the error that it met. */
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

/** The status is not known before the end, and the route only where the framework has found it. */
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

/** What a job says of it. */
export function jobFacts({ queue, job, context }: JobObservation): ErrorFacts {
  return {
    origin: 'job',
    transaction: `${queue} ${job.name}`,
    context,
    tags: { queue, job: job.name, attempt: String(job.attempt) },
  };
}

/** What a message to a microservice or gateway says of it. */
export function messageFacts({ route, context }: MessageObservation): ErrorFacts {
  const { transport, pattern } = route;
  const transaction = `${transport} ${pattern}`;
  return { origin: 'message', transaction, context, tags: { transport, pattern } };
}

/** What a run of a scheduled method says of it. */
export function taskFacts({ task, context }: TaskObservation): ErrorFacts {
  const { name, kind } = task;
  return { origin: 'task', transaction: name, context, tags: { task: name, schedule: kind } };
}

/** What a monitored method says of it. */
export function operationFacts({ operation, context }: OperationObservation): ErrorFacts {
  return { origin: 'operation', transaction: operation.name, context, tags: {} };
}

/** What the work under way says of an error that it did not end with. */
export function factsOf(context: RequestContext | undefined): ErrorFacts {
  const observation: unknown = context?.observation;
  if (observation instanceof RequestObservation) return requestFacts(observation);
  if (observation instanceof JobObservation) return jobFacts(observation);
  if (observation instanceof MessageObservation) return messageFacts(observation);
  if (observation instanceof TaskObservation) return taskFacts(observation);
  if (observation instanceof OperationObservation) return operationFacts(observation);
  return { transaction: context?.failedOperation, context, tags: {} };
}
