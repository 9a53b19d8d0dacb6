export { createDesk, type DeskPorts } from './create-desk.ts'
export type { DeskAssets } from './page-routes.ts'
