import type { Reader } from '../draft.ts'
import { sentences } from '../words/sentences.ts'
import { benignEvents } from './benign-events.ts'
import { commandLines } from './command-line.ts'
import { event8198 } from './event-8198.ts'
import { event8233 } from './event-8233.ts'
import { event12293 } from './event-12293.ts'
import { eventIds } from './event-ids.ts'
import { ipconfig } from './ipconfig.ts'
import { kmsEvents } from './kms-events.ts'
import { licences } from './licences.ts'
import { listening } from './listening.ts'
import { netcat } from './netcat.ts'
import { nslookup } from './nslookup.ts'
import { osppDcmid } from './ospp-dcmid.ts'
import { osppDhistoryacterr } from './ospp-dhistoryacterr.ts'
import { osppDhistorykms } from './ospp-dhistorykms.ts'
import { osppDinstid } from './ospp-dinstid.ts'
import { osppFrame } from './ospp-frame.ts'
import { osppMessages } from './ospp-messages.ts'
import { osppNoKeys } from './ospp-no-keys.ts'
import { osppPopup } from './ospp-popup.ts'
import { ping } from './ping.ts'
import { portqry } from './portqry.ts'
import { psping } from './psping.ts'
import { registry } from './registry.ts'
import { service } from './service.ts'
import { settings } from './settings.ts'
import { slmgrMessages } from './slmgr-messages.ts'
import { slui } from './slui.ts'
import { telnet } from './telnet.ts'
import { testNetConnection } from './test-netconnection.ts'
import { thisComputer } from './this-computer.ts'
import { vamt } from './vamt.ts'
import { w32tm } from './w32tm.ts'

/** All readers, in the order in which they take lines; a later one sees what the earlier ones left. */
export const READERS: readonly Reader[] = [
  vamt,
  event8233,
  kmsEvents,
  event12293,
  event8198,
  benignEvents,
  osppDhistorykms,
  osppDhistoryacterr,
  osppDinstid,
  osppDcmid,
  osppPopup,
  slui,
  settings,
  ipconfig,
  thisComputer,
  service,
  registry,
  testNetConnection,
  psping,
  portqry,
  listening,
  telnet,
  netcat,
  ping,
  w32tm,
  nslookup,
  licences,
  osppNoKeys,
  slmgrMessages,
  osppMessages,
  osppFrame,
  eventIds,
  commandLines,
  sentences,
]
