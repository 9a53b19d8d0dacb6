export { createDispatcher, type Delivery, type Dispatcher, type Sink } from './dispatcher.ts'
export { ParcelFailed, ParcelRejected } from './parcel-failed.ts'
export type { Failure } from './retry.ts'
export { createTicketFiles } from './ticket-files.ts'
