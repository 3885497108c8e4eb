import { ModulesContainer } from '@nestjs/core';
import { takesMessages } from './takes-messages';

describe('whether an app takes messages', () => {
  it('is known from the servers that Nest has reported', () => {
    const modules = new ModulesContainer();
    expect(takesMessages(modules)).toBe(false);

    (modules as unknown as { addRpcTarget(server: object): void }).addRpcTarget({});

    expect(takesMessages(modules)).toBe(true);
  });

  it('is taken for no where Nest does not say', () => {
    expect(takesMessages(new Map() as ModulesContainer)).toBe(false);
  });
});
