import Ajv from 'ajv';
import * as fc from 'fast-check';
import Joi from 'joi';
import { Schema, model, mongo } from 'mongoose';
import { UniqueConstraintViolationException } from '@mikro-orm/core';
import {
  PrismaClientKnownRequestError,
  PrismaClientValidationError,
} from '@prisma/client/runtime/client';
import { IsEmail, validateSync } from 'class-validator';
import { UniqueConstraintError, ValidationErrorItem } from 'sequelize';
import type { Model } from 'sequelize';
import { QueryFailedError } from 'typeorm';
import * as valibot from 'valibot';
import { z } from 'zod';
import { errorTexts } from '../../libs/observability/src/core';
import { expectHidden } from '../support/error-outputs';
import { attack } from './attack';

const values = fc
  .string({ unit: fc.constantFrom(...Array.from('ghjkmnpqrtvwxyz')), minLength: 12, maxLength: 12 })
  .map((text) => `v${text}`);

const Account = model('Account', new Schema({ age: Number, kind: { type: String, enum: ['x'] } }));
const validate = new Ajv({ allErrors: true, verbose: true }).compile({
  type: 'object',
  properties: { age: { type: 'number' } },
});

class Form {
  @IsEmail({}, { message: 'not "$value"' })
  email = '';
}

function driverError(value: string, fields: object): Error {
  return Object.assign(new Error(`doppelter Schlüsselwert: ${value}`), fields);
}

function caught(work: () => unknown): Error {
  try {
    work();
  } catch (error) {
    return error as Error;
  }
  throw new Error('It did not fail');
}

/** Errors of each library, which all have the value in them. */
const ERRORS: Readonly<Record<string, (value: string) => Error>> = {
  postgres: (v) =>
    driverError(v, { code: '22P02', severity: 'FEHLER', where: v, detail: v, hint: v }),
  mysql: (v) =>
    driverError(v, { code: 'ER_DUP_ENTRY', errno: 1062, sqlState: '23000', sql: v, sqlMessage: v }),
  sqlServer: (v) =>
    driverError(v, { number: 2627, state: 1, class: 14, lineNumber: 1, precedingErrors: [v] }),
  sqlite: (v) => driverError(v, { code: 'SQLITE_CONSTRAINT_TRIGGER' }),
  nodeSqlite: (v) =>
    driverError(v, { code: 'ERR_SQLITE_ERROR', errcode: 1811, errstr: 'constraint failed' }),
  oracle: (v) => driverError(v, { errorNum: 12_899, code: 'ORA-12899' }),
  redis: (v) => driverError(v, { name: 'ReplyError', command: { name: 'set', args: ['a', v] } }),
  knex: (v) =>
    driverError(v, {
      message: `insert into \`t\` (\`a\`) values ('${v}') - broken`,
      code: 'X',
      sql: v,
      bindings: [v],
    }),
  drizzle: (v) =>
    driverError(v, { message: `Failed query: insert\nparams: ${v}`, query: 'insert', params: [v] }),
  axios: (v) =>
    driverError('', {
      isAxiosError: true,
      config: { data: v },
      request: { path: v },
      response: { data: v },
    }),
  mongodb: (v) =>
    new mongo.MongoServerError({
      message: v,
      errmsg: v,
      code: 11_000,
      keyPattern: { email: 1 },
      keyValue: { email: v },
    }),
  mongoose: (v) => new Account({ age: v, kind: v }).validateSync() as unknown as Error,
  typeorm: (v) =>
    new QueryFailedError(`INSERT '${v}'`, [v], driverError(v, { code: '23505', detail: v })),
  mikroOrm: (v) =>
    new UniqueConstraintViolationException(driverError(v, { code: '23505', detail: v })),
  prisma: (v) =>
    new PrismaClientKnownRequestError(v, {
      code: 'P2002',
      clientVersion: '7',
      meta: { target: ['email'], driverAdapterError: v },
    }),
  prismaValidation: (v) => new PrismaClientValidationError(v, { clientVersion: '7' }),
  sequelize: (v) =>
    new UniqueConstraintError({
      message: v,
      fields: { email: v },
      errors: [
        new ValidationErrorItem(
          v,
          'unique violation',
          'email',
          v,
          null as unknown as Model,
          'unique',
          '',
          [],
        ),
      ],
      parent: Object.assign(driverError(v, { code: '23505' }), { sql: v }),
    }),
  zod: (v) =>
    caught(() => z.object({ age: z.number().refine(() => false, `not ${v}`) }).parse({ age: 1 })),
  valibot: (v) =>
    caught(() => valibot.parse(valibot.object({ age: valibot.number() }), { age: v })),
  joi: (v) => Joi.object({ age: Joi.string().pattern(/^x/) }).validate({ age: v }).error as Error,
  ajv: (v) => {
    validate({ age: v });
    return new Ajv.ValidationError(validate.errors ?? []);
  },
  yup: (v) =>
    driverError(v, {
      name: 'ValidationError',
      value: v,
      path: 'age',
      type: 'min',
      errors: [v],
      inner: [],
      params: { v },
    }),
  classValidator: (v) =>
    Object.assign(new Error('Bad Request'), {
      refused: validateSync(Object.assign(new Form(), { email: v })).map(withoutMessages),
    }),
};

/** Messages of constraints are the app's own words. */
function withoutMessages(refusal: object): object {
  return { ...refusal, constraints: {} };
}

describe('errors of drivers and validation libraries', () => {
  attack(
    'M1',
    'no value that was refused stands in what is written of the error, in any language',
    fc.tuple(values, fc.constantFrom(...Object.keys(ERRORS))),
    ([value, library]) => {
      const error = ERRORS[library]?.(value);
      if (error) expectHidden(error, value);
    },
    { runs: 150 },
  );

  it.each([
    [
      { code: '23505', constraint: 'users_email_key', table: 'users', column: undefined },
      'unique violation (23505), constraint "users_email_key", table "users"',
    ],
    [{ code: 'ER_DUP_ENTRY', errno: 1062, sqlState: '23000' }, 'duplicate entry (ER_DUP_ENTRY)'],
    [{ errorNum: 1 }, 'unique constraint violated (ORA-00001)'],
    [{ code: 11_000, keyPattern: { email: 1 } }, 'duplicate key (MongoDB 11000), key "email"'],
    [{ issues: [{ code: 'too_big', path: ['a', 0] }] }, 'validation failed: "a.0" (too_big)'],
  ])('say what failed and where: %j', (fields, message) => {
    expect(errorTexts(driverError('x', fields)).message).toBe(message);
  });

  it('stay as they are where they say nothing of values', () => {
    const error = new Error('insert failed: connection refused');

    expect(errorTexts(error)).toEqual({ message: error.message, stack: error.stack });
  });
});
