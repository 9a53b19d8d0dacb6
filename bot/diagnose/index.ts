export { answerRequest, BadRequest } from './engine.ts'
export { createDiagnoseRoutes } from './routes.ts'
