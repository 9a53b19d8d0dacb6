export { DiagnoseRequest } from './contract.ts'
export { answerRequest, BadRequest } from './engine.ts'
export { createDiagnoseRoutes } from './routes.ts'
