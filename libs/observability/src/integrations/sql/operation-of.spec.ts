import { operationOf } from './operation-of';

describe('what a query does', () => {
  it.each([
    ['SELECT 1', 'select'],
    ['insert into orders values (1)', 'insert'],
    ['UPDATE "orders" SET "item" = $1', 'update'],
    ['Delete FROM orders', 'delete'],
    ['START TRANSACTION', 'other'],
    ['MERGE INTO orders USING wares', 'other'],
    ['', 'other'],
  ])('is known from the first word of %p', (sql, operation) => {
    expect(operationOf(sql)).toBe(operation);
  });

  it.each([
    ['blanks', '\n\t  SELECT 1'],
    ['brackets', '((SELECT 1) UNION (SELECT 2))'],
    ['a comment of one line', '-- insert\nSELECT 1'],
    ['a comment of several lines', '/* delete\n * from */ SELECT 1'],
    ['many comments', '/*a*//*b*/ --c\n--d\n select 1'],
    ['a megabyte of blanks', `${' '.repeat(1_000_000)}SELECT 1`],
  ])('is known behind %s', (_what, sql) => {
    expect(operationOf(sql)).toBe('select');
  });

  it.each([
    ['-- only a comment', 'other'],
    ['/* a comment without an end SELECT 1', 'other'],
  ])('is known for %p', (sql, operation) => {
    expect(operationOf(sql)).toBe(operation);
  });

  it.each([
    ['WITH old AS (SELECT id FROM orders) DELETE FROM orders', 'delete'],
    ['with gone as (delete from orders returning *) select * from gone', 'select'],
    ['WITH a AS (SELECT (1)), b AS (SELECT 2) INSERT INTO c SELECT * FROM a', 'insert'],
    [`WITH a AS (SELECT ')' AS "select (", 'it''s' AS \`(\`) UPDATE b SET c = 1`, 'update'],
    ['WITH a AS (SELECT 1 -- :-)\n) /* delete */ SELECT 2', 'select'],
    ['WITH RECURSIVE selection AS (SELECT 1) SELECT 2', 'select'],
    ['WITH', 'other'],
    ['WITH a AS (SELECT 1', 'other'],
    ['WITH a AS (SELECT 1) /* not closed SELECT 2', 'other'],
  ])('is known from the main verb of %p', (sql, operation) => {
    expect(operationOf(sql)).toBe(operation);
  });

  it('is not looked for without end behind WITH', () => {
    const sql = `WITH a AS (SELECT '${'x'.repeat(20_000)}') DELETE FROM b`;

    expect(operationOf(sql)).toBe('other');
  });

  it.each([[undefined], [null], [7], [{ text: 'SELECT 1' }]])('is not known of %p', (sql) => {
    expect(operationOf(sql)).toBe('other');
  });
});
