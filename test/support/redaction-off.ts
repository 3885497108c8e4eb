import { Redactor } from '../../libs/observability/src/core';

/** Lets every redactor let everything by, until `jest.restoreAllMocks()`. */
export function turnOffRedaction(): void {
  jest.spyOn(Redactor.prototype, 'value').mockImplementation((value) => value);
  jest.spyOn(Redactor.prototype, 'text').mockImplementation((text) => text);
  jest.spyOn(Redactor.prototype, 'url').mockImplementation((url) => url);
  jest.spyOn(Redactor.prototype, 'urlOfRoute').mockImplementation((url) => url);
  jest.spyOn(Redactor.prototype, 'hidesPathOf').mockImplementation(() => false);
  jest.spyOn(Redactor.prototype, 'headers').mockImplementation((headers) => headers as never);
}
