// Sequelize: is every database there, quick, and with connections to spare?
// Enters: the Sequelizes of the container.
// Leaves: their part of the indicator `database`.
export { sequelize } from './sequelize.integration';
