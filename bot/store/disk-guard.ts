import { closeSync, fsyncSync, openSync, rmSync, statfsSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'

import { StorageUnavailable } from './storage-unavailable.ts'
import type { Store } from './store.ts'

/** The room a disk must have. */
export type DiskLimits = {
  /** Below this, turns are refused, so that what was promised can still be finished. */
  minFree: number
  /** Kept aside, and given up first: even removing rows needs room. */
  ballast: number
}

const MEGABYTE = 1024 * 1024
const LIMITS: DiskLimits = { minFree: 64 * MEGABYTE, ballast: 16 * MEGABYTE }
const LOOK_EVERY = 1000

/** A store that takes no new turns while the disk is nearly full; what is on its way out goes on. */
export function guardDisk(
  store: Store,
  folder: string,
  limits: DiskLimits = LIMITS,
  clock: () => number = Date.now,
): Store {
  const ballast = join(folder, 'ballast')
  let lastLook = Number.NEGATIVE_INFINITY
  let isFull = false
  const assertRoom = () => {
    if (clock() - lastLook >= LOOK_EVERY) {
      lastLook = clock()
      isFull = !hasRoom(folder, ballast, limits)
    }
    if (isFull) throw new StorageUnavailable('The disk is nearly full.')
  }
  hasRoom(folder, ballast, limits)
  return {
    ...store,
    turn: async (key, opening, work) => {
      assertRoom()
      return await store.turn(key, opening, work)
    },
    open: async (opening) => {
      assertRoom()
      return await store.open(opening)
    },
    addFile: async (conversation, file) => {
      assertRoom()
      await store.addFile(conversation, file)
    },
    check: async () => {
      assertRoom()
      await store.check()
    },
  }
}

function hasRoom(folder: string, ballast: string, { minFree, ballast: size }: DiskLimits): boolean {
  const free = freeBytes(folder)
  if (free < minFree) rmSync(ballast, { force: true })
  // With a margin, so that it does not come and go.
  else if (free > minFree + 2 * size && sizeOf(ballast) !== size) writeBallast(ballast, size)
  return free >= minFree
}

/** Bytes that this process may still write to the disk of a folder. */
export function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}

function writeBallast(file: string, size: number): void {
  const handle = openSync(file, 'w', 0o600)
  try {
    const block = Buffer.alloc(MEGABYTE)
    for (let written = 0; written < size; ) written += writeSync(handle, block, 0, Math.min(MEGABYTE, size - written))
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
