// Hears the errors of GraphQL resolvers, which the answer's status 200 is silent about.
// Enters: the resolvers and the options of @nestjs/graphql in the container.
// Leaves: the error on the request's observation; the path that all operations come by.
export { GraphqlCapture } from './graphql-capture';
