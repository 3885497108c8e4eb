// MikroORM: is every database there, quick, and with connections to spare?
// Enters: the MikroORMs of the container.
// Leaves: their part of the indicator `database`.
export { mikroOrm } from './mikro-orm.integration';
