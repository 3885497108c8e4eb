import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { endWithSocket } from './pipelined';

function responseOn(socket: Socket): ServerResponse {
  return new ServerResponse(new IncomingMessage(socket));
}

describe('a response that waits for those before it', () => {
  it('ends when the connection is cut, and each of many does', () => {
    const socket = new Socket();
    const ended: ServerResponse[] = [];
    const responses = Array.from({ length: 30 }, () => responseOn(socket));
    for (const response of responses) {
      endWithSocket(socket, response, function end() {
        ended.push(this);
      });
    }

    socket.emit('close');

    expect(ended).toEqual(responses);
  });

  it('puts one listener on the connection, however many wait', () => {
    const socket = new Socket();
    const before = socket.listenerCount('close');

    for (let i = 0; i < 30; i += 1) endWithSocket(socket, responseOn(socket), () => undefined);

    expect(socket.listenerCount('close')).toBe(before + 1);
  });

  it('does not end again when it has already ended', () => {
    const socket = new Socket();
    const response = responseOn(socket);
    const end = jest.fn();
    endWithSocket(socket, response, end);

    response.emit('close');
    socket.emit('close');

    expect(end).not.toHaveBeenCalled();
  });
});
