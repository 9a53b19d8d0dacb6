import type { FactName } from '../../../knowledge/index.ts'
import type { FactWords } from './fact-words.ts'

/** Codes, machines and hosts. */
export const hostFacts = {
  errorCode: { label: 'Error', ask: 'Which error code does it show?', placeholder: 'error code' },
  wrapperCode: { label: 'Outer code' },
  innerCode: {
    label: 'Code in event 12288',
    ask: 'Which code stands first in event 12288?',
    how: 'Event Viewer, Windows Logs, Application, the newest event 12288: the first field after Info.',
  },
  informational: { label: 'For information only' },
  machineRole: { label: 'Machine', ask: 'Which machine is this: the client, the KMS host or the DNS server?' },
  kmsHostAsked: {
    label: 'KMS host asked',
    ask: 'Which KMS host did the PC ask?',
    how: 'Event 12288 names it in the third field, as host:port.',
    placeholder: 'host in event 12288',
  },
  kmsPortAsked: { label: 'Port asked', ask: 'Which port did the PC ask on?', placeholder: 'port in event 12288' },
  kmsHostsPublished: {
    label: 'KMS hosts in DNS',
    ask: 'Which KMS hosts does `nslookup -type=srv _vlmcs._tcp` show?',
    placeholder: 'host in DNS',
  },
  severalHostsPublished: { label: 'Several KMS hosts in DNS', ask: 'Does DNS name several KMS hosts?' },
  kmsPortPublished: { label: 'Port in DNS', ask: 'Which port does the SRV record show?', placeholder: 'port in DNS' },
  srvRecord: { label: 'SRV record', ask: 'What does `nslookup -type=srv _vlmcs._tcp` return?' },
  srvRecordMatches: {
    label: 'Host asked is in DNS',
    ask: 'Are the host and the port that the PC asked among the SRV records?',
    how: 'Compare event 12288 with `nslookup -type=srv _vlmcs._tcp`.',
  },
  srvRecordWanted: { label: 'SRV record is wanted', ask: 'Should that SRV record be there?' },
  kmsHostSet: { label: 'KMS host set on the PC', placeholder: 'host set on the PC' },
  kmsPortSet: { label: 'Port set on the PC', placeholder: 'port set on the PC' },
  kmsHostIntended: {
    label: 'KMS host to use',
    ask: 'Which KMS host should this PC use?',
    how: 'A name or an IP address; your IT knows it.',
    placeholder: 'KMS host',
  },
  kmsPortIntended: { label: 'Port to use', ask: 'Which port should this PC use?', placeholder: 'port' },
  kmsHostTrusted: { label: 'Host is run by your organisation', ask: 'Is the host run by your organisation?' },
  kmsHostCorrect: { label: 'Host asked is the right one', ask: 'Is the host that the PC asked the right one?' },
  kmsHostExists: { label: 'There is a KMS host', ask: 'Does your organisation have a KMS host for this product?' },
  hostIntendedForOffice: { label: 'Host is meant for Office', ask: 'Is that host meant to activate Office?' },
  hostStillActive: { label: 'Host is in service', ask: 'Is that host still in service as a KMS host?' },
  otherKmsHostAvailable: { label: 'Another KMS host', ask: 'Is there another KMS host?' },
  makAvailable: { label: 'MAK available', ask: 'Does your organisation have a MAK for this product?' },
  hostLicensed: {
    label: 'Host is licensed',
    ask: 'Is the product licensed on the KMS host?',
    how: 'On the host, `slmgr.vbs /dlv` with the Activation ID shows License Status.',
  },
  hostProducts: { label: 'Products of the host', placeholder: 'product' },
  hostActivationId: {
    label: 'Activation ID on the host',
    how: '`slmgr.vbs /dlv all` on the host lists it as Activation ID.',
    placeholder: 'Activation ID',
  },
  listeningPort: {
    label: 'Port the host listens on',
    ask: 'Which port does the KMS host listen on?',
    how: 'On the host, `slmgr.vbs /dlv` shows Listening on Port.',
    placeholder: 'port the host listens on',
  },
  kmsHostSource: { label: 'Where the host comes from', ask: 'Where does the PC have its KMS host from?' },
  hostDiscoverable: { label: 'Host publishes itself', ask: 'Does the host publish itself in DNS?' },
  dnsZone: { label: 'Zone the host publishes in', placeholder: 'DNS zone' },
  hostPrepared: {
    label: 'Host is prepared',
    ask: 'Are the host files and the KMS host key of this Office version on the host?',
  },
  hostCanServeOffice: { label: 'Host may serve Office', ask: 'May this host become a KMS host for Office?' },
  otherHostLicensed: { label: 'Other host is licensed', ask: 'Is the other KMS host licensed for this product?' },
  listeningPortCorrect: { label: 'Host listens on the right port', ask: 'Does the host listen on the port it should?' },
} satisfies Partial<Record<FactName, FactWords>>
