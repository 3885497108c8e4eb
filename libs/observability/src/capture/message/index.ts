// Captures messages to microservices and to WebSocket gateways.
// Enters: the servers and the WebSocket adapter that Nest hands to the container.
// Leaves: one MessageObservation for each message and handler, with a RequestContext of its own.
export { MessageCapture } from './message-capture';
