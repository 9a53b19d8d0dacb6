import type { Reader } from '../draft.ts'
import { readCommandLines } from './command-line.ts'
import { readKmsEvents } from './kms-events.ts'
import { readActivationHistory, readKmsHistory } from './kms-history.ts'
import { readLicences } from './licences.ts'
import { readIpconfig, readRegistry, readService, readTimeOffset } from './machine.ts'
import { readNslookup } from './nslookup.ts'
import { readClientMachineId, readFrame, readInstallationIds, readOsppMessages } from './ospp-messages.ts'
import { readActivationFailure, readBenignEvents, readEventIds, readPublishing } from './other-events.ts'
import { readPopups } from './popups.ts'
import { readPing, readPsping, readTelnet, readTestNetConnection } from './reachability.ts'
import { readSlmgrMessages } from './slmgr-messages.ts'
import { readVamt } from './vamt.ts'
import { readSettings, readSlui } from './windows-dialogs.ts'
import { readWords } from './words.ts'

/** All readers, in the order in which they take lines; a later one sees what the earlier ones left. */
export const READERS: readonly Reader[] = [
  readVamt,
  readKmsEvents,
  readPublishing,
  readActivationFailure,
  readBenignEvents,
  readKmsHistory,
  readActivationHistory,
  readInstallationIds,
  readClientMachineId,
  readPopups,
  readSlui,
  readSettings,
  readIpconfig,
  readService,
  readRegistry,
  readTestNetConnection,
  readPsping,
  readTelnet,
  readPing,
  readTimeOffset,
  readNslookup,
  readLicences,
  readSlmgrMessages,
  readOsppMessages,
  readFrame,
  readEventIds,
  readCommandLines,
  readWords,
]
