// Captures the errors of GraphQL resolvers, which a response with status 200 does not show.
// Enters: the resolvers and the options of @nestjs/graphql in the container.
// Leaves: the error on the request's observation; the path of all operations.
export { GraphqlCapture } from './graphql-capture';
