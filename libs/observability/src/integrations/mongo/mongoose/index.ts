// Mongoose: does every MongoDB answer, and soon?
// Enters: the connections of the container.
// Leaves: their part of the indicator `database`.
export { mongoose } from './mongoose.integration';
