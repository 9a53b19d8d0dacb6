export { createDispatcher, type Dispatcher, ParcelRejected, type Sink } from './dispatcher.ts'
export { createTicketFiles } from './ticket-files.ts'
