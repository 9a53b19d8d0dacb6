import type { FactName, FactValue } from '../../../knowledge/index.ts'
import { MACHINES_TOLD, machines, rises } from './machine-count.ts'
import { networkStatements } from './network-statements.ts'
import type { Statement } from './statement.ts'

/** How a yes or no is put when this very fact was asked for; the first that fits counts. */
export const answers: { [fact in FactName]?: readonly (readonly [RegExp, FactValue])[] } = {
  officeOnKmsHost: [
    [
      /\b(laptops?|notebooks?|workstations?|surface|tablets?|my( own| work)? (pc|computer|machine)|user'?s? (pc|computer|machine)|(normal|ordinary|regular|\d+|all|many|several|some|client|office) (clients?|pcs?|desktops?|users?|computers?|machines?))\b/,
      false,
    ],
  ],
  kmsHostExists: [
    [/\b(no|never|without|have not|haven't|don't have|do not have)( \w+){0,2} (kms|host|server|one)\b/, false],
    [/\b(have|has|got|there is|there's|runs?|running)( \w+){0,2} (kms|host|server|one)\b/, true],
  ],
  machineRole: [
    [
      /\b(my|his|her|this|a|the|user'?s?|normal|ordinary) (own |work |office )?(pc|laptop|notebook|workstation|desktop)\b/,
      'client',
    ],
  ],
  activationMethod: [
    [/\b(bought|came with|pre-?installed|from (the|a) (shop|store)|retail|oem|sticker)\b/, 'retail'],
    [/\b(365|subscription|abo)\b/, 'subscription'],
  ],
  hostLicensed: [
    [/\b(unlicensed|not (licensed|activated)|isn't (licensed|activated)|product not found)\b/, false],
    [/\b(licensed|activated)\b/, true],
  ],
  otherHostLicensed: [
    [/\b(unlicensed|not (licensed|activated)|isn't (licensed|activated)|product not found)\b/, false],
    [/\b(licensed|activated)\b/, true],
  ],
  portReachable: [
    [/\b(closed|blocked|filtered|refused|fails?|failed|times? out|timed out|could not (open|connect)|false)\b/, false],
    [/\b(open|reachable|connects?|connected|blank (screen|window)|succeeded|true)\b/, true],
  ],
  hostFirewallOpen: [
    [
      /\bno firewall\b|\bfirewall( itself| service)? (is |was |are )?(all |completely )?(off|disabled|switched off|turned off)\b/,
      true,
    ],
    [/\b(closed|blocked|no (rule|exception)|disabled|switched off)\b/, false],
    [/\b(open|allowed|enabled|(rule|exception) (is|was) there)\b/, true],
  ],
  srvRecordCorrect: [
    [/\b(dns|records?|srv)\b.{0,12}\b(right|correct|fine|ok)\b|\b(pc|client|registry|event)\b.{0,16}\bwrong\b/, true],
    [
      /\b(dns|records?|srv)\b.{0,12}\b(wrong|old|outdated|stale)\b|\b(pc|client|registry|event)\b.{0,16}\b(right|correct)\b/,
      false,
    ],
  ],
  hostAnswersPing: [
    [/\b(timed out|times out|no reply|unreachable|100% loss|could not find)\b/, false],
    [/\b(replies|reply from|answers|works)\b/, true],
  ],
  dnsServerReachable: [
    [/\b(timed out|times out|no reply|unreachable|100% loss|could not find)\b/, false],
    [/\b(replies|reply from|answers|works)\b/, true],
  ],
}

/** What people say of hosts, keys and networks without being asked. Texts come in lower case, clause by clause. */
export const statements: Statement[] = [
  ...networkStatements,
  {
    fact: 'hostStillActive',
    heard:
      /\b(switched|turned|shut|taken) (off|down)\b|\bdecommissioned\b|\bretired\b|\bscrapped\b|\b(is|was|are) (gone|dead)\b|\bno longer (there|exists?|in (use|service))\b/,
    is: false,
  },
  {
    fact: 'hostStillActive',
    heard:
      /\bstill (running|active|alive|in (use|service))\b|\bis (only |just |there )*for windows\b|\b(must|has to|should|shall|will|needs to) (stay|remain|keep|be kept)( \w+){0,2} (in use|in service|running|on|alive|up|active)\b|\b(must|should|shall|may) not be (touched|changed|switched off|removed)\b/,
    is: true,
  },
  {
    fact: 'otherKmsHostAvailable',
    heard:
      /\b(other|another|second|further|different|own|separate|dedicated) (one|kms|host|kms[- ]host|kms server|server)\b/,
  },
  {
    fact: 'makAvailable',
    heard:
      /\b(have|has|got|there is|there's|with|use|own)\b.{0,20}\bmaks?\b|\bno mak\b|^(a )?mak( key)?$|\bmak( key)? (is|exists?|was bought|there)\b/,
  },
  {
    fact: 'otherKmsHostAvailable',
    heard:
      /\b(only|just) (have |has |got |had )?(this |the |that |a )?(one|1|single)(( kms)?( host| server| machine)|( kms)\b|(?= (?:for|in|of|here|there|now|at)\b)|$)|\bsingle kms\b/,
    is: false,
  },
  {
    fact: 'officeOnKmsHost',
    heard:
      /\b(not|isn't|isnt|never) (also )?(the |our |a |itself )*kms[- ]?(host|server|machine)\b|\b(different|separate|other|another) (machine|server|pc|computer|box)s?\b/,
    is: false,
  },
  {
    fact: 'officeOnKmsHost',
    heard:
      /\bsame (machine|server|pc|computer|box)\b(?! (was|were|is fine|work|had|has been|ran|did|could|before|as before))|\bon the (kms )?host itself\b|\b(office|it|word|excel)\b.{0,24}\bon (the |our |a )?kms[- ]?(host|server|machine|box)\b/,
  },
  {
    fact: 'countWillReach',
    heard:
      /\bno (more|other|further) (\w+ ){0,2}(pcs?|machines?|servers?|clients?|computers?)\b|\b(stays?|remains?) (that|this|so|at that) ?(few|small|number|size)?$|\b(will )?never (have|reach|get|be) (more|that many|enough|\d)|\b(that|this|those) (is|are) all\b|\bnot (going to|planning to|planned to) (grow|add)|\b(will|'ll|shall) (be|come) no more$|\bmore (will|shall) (never|not)\b|^(and )?no more( (to come|will come|than that))?$|\bnone (will )?follow|\bthat(?: is|'s) it$|\bnever (more|get bigger|grow)|\bwill not (be|get|become) more\b|\bwon't (be|get) more\b/,
    is: false,
  },
  {
    fact: 'countWillReach',
    heard:
      /\bmore (\w+ ){0,2}(pcs?|machines?|servers?|clients?|computers?|ones?) (will |are |to )?(come|coming|follow|join|ask|being)|\b(roll(ing)? out|add(ing)?) more\b|\bmore to (come|follow)\b|\bmore (will )?(follow|come)\b/,
    is: true,
  },
  {
    fact: 'hostPrepared',
    heard:
      /\b(kms |host |csvlk |kms host )key\b.{0,16}\b(installed|entered|on it|there|in place)\b|\b(licen[sc]e pack|volume pack|host (?:license |licence )?pack|host files|pack and (?:the )?(?:host )?key|key and (?:the )?(?:host )?pack)\b.{0,16}\b(installed|there|in place|right|correct|ok|fine)\b/,
  },
  {
    fact: 'kmsHostExists',
    heard:
      /\b(have|has|got|there is|there's|running)\b.{0,16}\bkms\b|\bno kms( host| server)?\b|\bkms( host| server)? (exists|gibt es)\b/,
  },
  {
    fact: 'kmsHostCorrect',
    heard:
      /\b(that|this|it|host|server|one)('s| is|s)? (the )?(correct|right)( one| host| server)?\b|\bright (host|server|kms)\b/,
  },
  {
    fact: 'kmsHostCorrect',
    heard:
      /(?<!\b(?:not|n't) (?:the |a )?)\bwrong (?:kms )?(?:host|server|kms|one|box)\b|\b(?:nobody|no one|none|no (?:pc|client|machine|computer)s?) (?:should|shall|must|may|is supposed to|uses?|asks?)\b|\b(?:should|shall|must) (?:not|no longer) be (?:used|asked)\b|\b(?:was|is|were) (?:only |just |still )?(?:our|a|an|the|my) (?:old |former )?(?:test|lab|pilot|old|former|previous)[- ]?(?:box|host|server|machine|one|kms|vm)\b/,
    is: false,
  },
  {
    fact: 'hostIntendedForOffice',
    heard:
      /^(?!.*\b(?:own|other|another|separate|second|different|dedicated) (?:kms )?(?:host|server|one)\b).*\bfor office\b/,
  },
  {
    fact: 'hostIntendedForOffice',
    heard: /\b(only|just) (for )?windows\b|\bis (our|the|a) windows (kms )?(host|server|box|kms)\b/,
    is: false,
  },
  {
    fact: 'officeOnKmsHost',
    heard:
      /\b(my|his|her|the|this|their|our|a|\d+|user'?s?) (work |company |home |own |new |old |school )*(laptop|notebook|workstation|surface|tablet)s?\b/,
    is: false,
  },
  {
    fact: 'clientMachineIdShared',
    heard:
      /\b(same|identical|equal) (cmid|client machine id)s?\b|\bcmids? (is|are) (all |both )?(the )?(same|identical|equal)\b/,
  },
  { fact: 'clientMachineIdShared', heard: /\b(different|unique) (cmid|client machine id)s?\b/, is: false },
  {
    fact: 'hostLicensed',
    heard:
      /\b(host|on it|key server|kms server)\b.{0,30}\b(unlicensed|un-?activated|(not|n't|never) (been )?(licensed|activated))\b/,
    is: false,
  },
  { fact: 'hostLicensed', heard: /\bhost (is|says|shows) (licensed|activated)\b/, is: true },
  {
    fact: 'activationMethod',
    heard:
      /^((yes|no),? )?(we (use|have|activate (with|by|via))|it('s| is|s)|(activated|activates) (with|by|via))? ?(a |our |the )?kms( client| activation| key)?$/,
    is: 'kms',
  },
  {
    fact: 'activationMethod',
    heard:
      /^((yes|no),? )?(we (use|activate (with|by|via))|it('s| is|s)|(activated|activates) (with|by|via)) (a |our |the )?mak( key)?$/,
    is: 'mak',
  },
  {
    fact: 'personRole',
    heard:
      /\b(just|only|simply) an? (normal |regular |simple |ordinary )?(user|employee|student|teacher)\b|\bnot (in|from|with) (the )?it\b|\b(am|i'm|im) not (the )?it( guy| person| staff| department)?$/,
    is: 'user',
  },
  {
    fact: 'personRole',
    heard:
      /\b(i am|i'm|im|we are|we're|i run|i manage) (an? |the |our )?((kms|it|domain|server|network) )?(sys(tem)?s? ?admins?|admins?|administrators?|it (staff|support|team|department|pros?)|(in|with|from) (the )?it|kms (host|server)|helpdesk|help desk)\b/,
    is: 'itStaff',
  },
  {
    fact: 'adminRights',
    heard:
      /\b(have|has|got|with) (local |full |the )?admin(istrator)?( rights| permissions| privileges)?\b|\bas (an )?admin(istrator)?\b|\b(am|i'm|im) (an? |the )?local admin|\belevated\b|^(yes,? )?(i'?m )?(an? |the )?(local |domain )?admin(istrator)?$/,
  },
  { fact: 'adminRights', heard: /\b(no|without) admin( rights)?\b|\bnot (an? )?(local )?admin\b/, is: false },
  {
    fact: 'hostCachingWanted',
    heard:
      /(?<!(?:\b(?:not|never|no longer)|n't) (?:\w+ ){0,2})\b(?:(want|like|need|get|turn|switch|set)\b.{0,30}\b(back|on|enabled)\b|(re-?enable|enable)\b|(get|make|let|have|want|shall|should)\b(?!.{0,30}\b(not|never|stop|n't)\b).{0,24}\b(remember|cache|keep)\b)/,
    is: 'enabled',
  },
  {
    fact: 'hostCachingWanted',
    heard:
      /\b(turn|switch|set)(s|es|ing)?\b.{0,20}\boff\b|(?:n't|\bnot|\bnever|\bno longer)(?: \w+){0,6} (?:remember|cach|stor|keep)\w*|\b(ask|query|look in|use) dns (every|each) time\b|\bdisabl\w+ (it|caching|host caching|kms host caching|the cach\w+)\b|\b(stop|prevent|keep|avoid)\b.{0,30}\bfrom (remember|cach|stor|keep|us)\w+|\b(stop|not|never|n't|no longer) (to )?(remember|cach|stor|keep)\w*\b|\bask dns (every|each) time\b|\bforget\b.{0,20}\b(host|server)\b/,
    is: 'disabled',
  },
  {
    fact: 'activationMethodWanted',
    heard: /\b(want|need|use|switch to|change to|move to|should be|shall be)\b.{0,20}\bkms\b(?![-.]\w)/,
    is: 'kms',
  },
  {
    fact: 'activationMethodWanted',
    heard: /\b(want|need|use|switch to|change to|move to|keep)\b.{0,20}\bmak\b/,
    is: 'mak',
  },
  { fact: 'hostIntendedForOffice', heard: /\bwindows only\b/, is: false },
  {
    fact: 'computerCount',
    heard: MACHINES_TOLD,
    value: machines,
  },
  { fact: 'countRises', heard: /\b(goes|going|went) up\b|\b(rises?|rising|rose|increas\w+|climbs?|grows?)\b/ },
  {
    fact: 'countRises',
    heard: /\bfrom (\d{1,5} (?:up |down )?to \d{1,5})\b/,
    value: rises,
  },
  {
    fact: 'countRises',
    heard: /\bcount\b.{0,12}\b(stays|stuck|remains|stayed)\b|^(it )?(stays|remains|is stuck)\b/,
    is: false,
  },
]
