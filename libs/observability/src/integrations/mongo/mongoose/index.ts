// Mongoose: does every MongoDB answer quickly?
// Enters: the connections of the container.
// Leaves: their part of the indicator `database`.
export { mongoose } from './mongoose.integration';
