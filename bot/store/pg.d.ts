// The parts of `pg` that are used; the package brings no types.
declare module 'pg' {
  export type TypeParser = (value: string) => unknown
  export type PoolConfig = {
    connectionString?: string
    max?: number
    connectionTimeoutMillis?: number
    idleTimeoutMillis?: number
    keepAlive?: boolean
    application_name?: string
    statement_timeout?: number
    idle_in_transaction_session_timeout?: number
    types?: { getTypeParser(oid: number, format?: string): TypeParser }
  }
  export type Rows = {
    command: 'UPDATE' | 'DELETE' | 'INSERT' | 'SELECT' | 'MERGE' | 'COMMIT' | 'ROLLBACK'
    rowCount: number
    rows: never[]
  }
  export class Client {
    processID?: number
    constructor(config?: PoolConfig)
    connect(): Promise<void>
    query(sql: string, parameters?: readonly unknown[]): Promise<Rows>
    on(event: 'error', listener: (error: Error) => void): this
    on(event: 'end', listener: () => void): this
    on(event: 'notification', listener: (message: { channel: string; payload?: string }) => void): this
    removeListener(event: 'error', listener: (error: Error) => void): this
    end(): Promise<void>
  }
  export class PoolClient extends Client {
    release(destroy?: boolean): void
  }
  export class Pool {
    options: object
    constructor(config?: PoolConfig)
    connect(): Promise<PoolClient>
    query(sql: string, parameters?: readonly unknown[]): Promise<Rows>
    on(event: 'error', listener: (error: Error) => void): this
    end(): Promise<void>
  }
  export const types: { getTypeParser(oid: number, format?: string): TypeParser }
}
