import type { FactName, FactValue } from '../../facts.ts'
import { NETWORK_PATTERNS } from './network-patterns.ts'

/** A phrase that states a fact; the value is fixed or what the first group caught. */
export type WordPattern = {
  fact: FactName
  value: FactValue | ((caught: string) => FactValue | undefined)
  pattern: RegExp
  /** The value where the sentence denies it: `port 1688 is not open`. */
  opposite?: FactValue
}

// What people say of themselves, their products and their licences.
const PERSON_PATTERNS: readonly WordPattern[] = [
  {
    fact: 'adminRights',
    value: false,
    pattern:
      /\b(?:no|without|not have|don't have|do not have|haven't got|keine|ohne) (?:local |the )?admin|\bnot (?:an? )?(?:local )?admin(?:istrator)?\b|\bno elevated\b/,
  },
  {
    fact: 'adminRights',
    value: true,
    pattern:
      /\bi(?:'m| am) (?:an? |the |local |domain ){0,2}admin|\brun(?:s|ning)? (?:\w+ )?(?:elevated|as admin)|\b(?:have|got) admin|\belevated (?:prompt|cmd|command|window|powershell)\b|\bals administrator|\ben administrateur/,
  },
  {
    fact: 'domainJoined',
    value: false,
    pattern:
      /\bworkgroup\b|\bnot (?:in|joined to|part of|a member of) (?:the |our |a )?domain|(?:\bnot|n't) (?:a )?(?:domain[ -](?:joined|member)|joined to)|\bnon-?domain|\bstandalone\b|\barbeitsgruppe\b|\bnicht in der domäne/,
  },
  {
    fact: 'domainJoined',
    value: true,
    pattern: /\bdomain[ -]joined|\b(?:is |are |it's )?(?:in|joined to|member of) (?:the|our) domain\b|\bdomain member/,
  },
  {
    fact: 'network',
    value: 'never',
    pattern:
      /\b(?:never|rarely|seldom|hardly ever|almost never) (?:(?:is|are|be|been|get|gets|come|comes|came|connect|connects|connected|join|joins|see|sees|touch|touches|visit|visits|return|returns|back|ever|again|directly|in|on|at|to|into|inside|with) ){1,4}(?:the |our |a |any )?(?:(?:company|corporate|internal|office|work|main|central) ){0,2}(?:network|vpn|lan|domain|intranet|building|site|headquarters|company|office|hq)\b|\b(?:stand-?alone|isolated|air-?gapped|disconnected|closed)\b[^.;]{0,60}\b(?:no|not|never|cannot|can't|without|won't)\b[^.;]{0,30}\b(?:kms|(?:company|corporate|our|any other) network|key server|activation server)\b|\b(?:no (?:way|route|connection|link|line)|not connected) (?:in)?to (?:the |our |any )?(?:company|corporate|internal) (?:network|lan)\b/,
  },
  {
    fact: 'network',
    value: 'vpn',
    pattern:
      /\b(?:over|via|through|connected to|using|am on|are on|is on) (?:the |our )?vpn\b|(?<!\b(?:no|if|when) (?:the )?)\bvpn (?:is |was )?(?:now |back )?(?:connected|on|up|active|established|running)\b/,
  },
  { fact: 'network', value: 'remote', pattern: /\bhome ?office\b|\bworking from home\b|\bat home\b|\bfrom home\b/ },
  {
    fact: 'network',
    value: 'closed',
    pattern: /\bno internet\b|\bair-?gapped\b|\bclosed network\b|\bisolated network\b|\bwithout internet\b/,
  },
  {
    fact: 'makAvailable',
    value: true,
    pattern:
      /\b(?:we|i|they)(?: do)? (?:have|got|own|'ve got) (?:a |an |our |also a |some )?mak\b|\bhave a mak\b|\bwir haben (?:einen |auch )?mak/,
  },
  { fact: 'makAvailable', value: false, pattern: /\b(?:no|not have a|don't have a|without a?|kein(?:en)?) mak\b/ },
  {
    fact: 'otherKmsHostAvailable',
    value: false,
    pattern: /\bno other (?:kms|host|key server)|\bonly (?:one|this|a single) kms\b|\bthere is no other\b/,
  },
  {
    fact: 'otherKmsHostAvailable',
    value: true,
    pattern: /\b(?:another|a second|other|two|three) kms (?:host|server|hosts|servers)\b/,
  },
  {
    fact: 'kmsHostExists',
    value: true,
    pattern:
      /\b(?:we|they) (?:do )?have (?:a |our own |an )?(?:kms|key) ?(?:host|server)\b|\bkms (?:host )?(?:exists|gibt es)|\bes gibt (?:einen )?kms/,
  },
  {
    fact: 'kmsHostExists',
    value: false,
    pattern:
      /\b(?:we )?(?:have no|don't have a|do not have a|there is no|no) kms (?:host|server)?(?: at all| here)?$|\bkein(?:en)? kms/,
  },
  {
    fact: 'activationMethodWanted',
    value: 'kms',
    pattern:
      /\b(?:want|wants|like|switch|change|move|need|bring|put)\b[^.;]{0,40}\b(?:to|on|with|by|via|auf) ?(?:the )?kms\b|\b(?:want|need) kms\b|\bmak to kms\b|\bsame as the rest, kms/,
  },
  {
    fact: 'activationMethodWanted',
    value: 'mak',
    pattern:
      /\b(?:want|like|switch|change|move)\b[^.;]{0,40}\b(?:to|on|with|by|via|auf) ?(?:a |our |the )?mak\b|\bkms to mak\b/,
  },
  {
    fact: 'activationMethod',
    value: 'mak',
    pattern:
      /\b(?:activated?|activatd|installed|went in|done) (?:\w+ ){0,3}with (?:a |our |the )?mak\b|\bhas mak in it\b|\busing (?:a |our )?mak\b|\bvolume_mak\b|\bretail\(mak\)|\bput (?:a|the|our) mak in\b|\b-mak edition\b|\(mak\) channel/,
  },
  {
    fact: 'activationMethod',
    value: 'retail',
    pattern: /(?<!or )\b(?:retail|retial|msdn) (?:version|verson|copy|edition|media)\b|, retail(?:\(grace\))? channel/,
  },
  {
    fact: 'activationMethod',
    value: 'kms',
    pattern:
      /\bkms clients?\b|\bvolume_kmsclient\b|(?<!(?:\b(?:not|maybe|whether|if|really|perhaps|is it|are they|supposed to be)|n't) (?:[a-z]+ ){0,3})\bactivat\w{0,5} (?:against|by|via|with|through|from) (?:our |the |a )?kms\b/,
  },
  { fact: 'activationMethod', value: 'subscription', pattern: /\b(?:office|microsoft) 365\b|\bm365\b|\bo365\b/ },
  {
    fact: 'officeOnKmsHost',
    value: true,
    pattern:
      /\boffice(?: \d{4})? (?:is |was )?(?:installed )?(?:itself )?on (?:the|our) (?:kms|key) ?(?:host|server|machine|box)\b|\b(?:kms|key) ?(?:server|host|machine) has office\b|\bon the kms (?:machine|host|server|box) office\b|\bhost and client are the same\b/,
  },
  {
    fact: 'office2013OnKmsHost',
    value: true,
    pattern:
      /\boffice 2013 (?:is |was )?(?:installed )?(?:itself )?on (?:the|our) (?:kms|key) ?(?:host|server|machine|box)\b|\b(?:kms|key) ?(?:server|host|machine) has office 2013\b/,
  },
  {
    fact: 'clientMachineIdShared',
    value: true,
    pattern: /\bsame (?:cmid|client machine id|id for (?:two|both|all))\b|\b(?:identical|duplicate|shared) cmids?\b/,
  },
  {
    fact: 'hostIntendedForOffice',
    value: false,
    pattern:
      /\b(?:never |not )(?:been )?(?:meant|intended|set up|there|planned) for office\b|\b(?:just|only) for windows\b/,
  },
  {
    fact: 'hostStillActive',
    value: false,
    pattern:
      /\b(?:switched|turned) off (?:\w+ ){0,3}ago\b|\bdecommissioned\b|\b(?:server|host) (?:that )?is (?:long )?gone\b|\bno longer (?:exists|in service|running)\b|\bretired (?:server|host)\b/,
  },
]

/** Phrases that state a fact, whatever else the sentence is about. Bounded gaps keep them linear. */
export const WORD_PATTERNS: readonly WordPattern[] = [...PERSON_PATTERNS, ...NETWORK_PATTERNS]
