import type { FactName } from '../../../knowledge/index.ts'
import type { Intent } from '../../intent.ts'
import { correctionWords } from './correction-words.ts'
import { hostWords } from './host-words.ts'
import { withFigures } from './machine-count.ts'
import { personWords } from './person-words.ts'
import { questionWords } from './question-words.ts'
import { resultWords } from './result-words.ts'
import { runningWords } from './running-words.ts'
import { saidRight } from './said-right.ts'

const INTENTS: [Intent, RegExp][] = [
  ['restart', /^(start|begin)( all)? (over|again|anew|new)$|^(restart|reset)( please)?$|^new (case|problem)$/],
  ['back', /^(please )?(go )?back( please| one step)?$|^(the )?previous( step| question)?$/],
  [
    'repeat',
    /^repeat( that| it| please)?$|^(say|show|tell)( me)? (that|it)( once)? (again|more)$|^again please$|^what was (it|that)( again)?$/,
  ],
  ['text', /^(send |show |give )?(it |that |this |me )*(as|in) (plain )?text( only| please)?$|^(plain )?text( only)?$/],
  [
    'gather',
    /^(one|a single) (paste|block|command)( for (all|everything))?$|^(all|everything) (at once|in one( go)?)$/,
  ],
  ['skip', /^skip( this| it| that)?( step| question)?$|^pass$|^(not now|maybe later|later)$/],
  [
    'next',
    /^(ok(ay)?,? )?(next|continue|go on|proceed|done( that| it| this)?|(i )?did (it|that|this)|i did)( step)?( now| already)?$/,
  ],
  [
    'safe',
    /^(but )?(is|are) (this|that|it|these|they) (safe|dangerous|risky|ok|okay|harmful)( to (do|run|use))?$|\b(will|can|could|does|would) (this|that|it) (delete|remove|break|harm|hurt|damage|erase|lose|affect|change)\b.{0,40}$|^what (can|could) go wrong$/,
  ],
  [
    'insult',
    /^(?!.*(\d|kms|mak|office|windows|error|activat|licen|log|server|host)).*\b(stupid|idiot(ic)?|useless|dumb|crap|bullshit|shit(ty)?|fuck\w*|moron|garbage|rubbish|you suck|this sucks|hate (you|this)|worthless)\b/,
  ],
  [
    'insult',
    /^(?!.*(\d|kms|mak|office|windows|error|activat|licen|log|server|host)).*\b(hurry|urgent(ly)?|asap|my boss (?!knows|told|says|said|has|did)|deadline|no time|frustrat\w+|annoy\w+|waste of time)\b/,
  ],
  [
    'mean',
    /^(what|huh|eh|pardon( me)?|come again|say what)$|^what (do you mean|does (that|this|it|all this) mean)( by that)?$|^i (don't|dont|do not) (understand|get) (that|this|it|a word|anything)$|^(which|what) (terms?|words?)$/,
  ],
  [
    'why',
    /^why( is that| this| do you (ask|need)( that| this| it)?)?$|^what for$|^(please )?explain( that| this)?$|^i (don't|dont|do not) (understand|get it)( that| this| it)?$/,
  ],
  [
    'how',
    /^(?:(?:and|but|ok|so|sorry|well|please|hm+|yes|no),? )*(?:(?:can|could) you (?:tell|show) me |tell me |show me )?(?:how|where)(?: (?:do|can|could|should|would|must|shall|does|is|to|it|that|this|i|we|you|one|somebody|someone))*(?: (?:do|run|use|start|open|enter|make|check|find|see|get|look|test|read|verify|figure|shown|written|stand))?(?: (?:it|that|this|them|out|for|up|at|into|on|there|here|exactly|please|in windows|in office|on the pc|myself))*$/,
  ],
  [
    'cannot',
    /\b(can't|cant|can ?not|could(n't| not)|unable to|not allowed to)( \w+)? (run|execute|do|open|start) (this|that|it|these|them|commands?|an elevated)\b/,
  ],
  [
    'cannot',
    /(\b(no|without|lack|not have|dont have)|n't have)( any| the| local)* admin(istrator)?\b|\bnot (an? )?(local )?admin(istrator)?\b/,
  ],
  ['help', /^(help|help me|what can you do|how does this work|commands|menu|\?)$/],
  ...personWords.map((pattern): [Intent, RegExp] => ['person', pattern]),
  [
    'failing',
    /^(no,? )?((i )?(done|did (it|that|this)|tried( (it|that|this))?),? )?((and|but) )?(it('s| is)? )?still (fail|not |(the )?same|does ?n|do ?n|no |broken|an? error|error|there)|^(it is |it's |its |that is |that's )?((still |exactly |just )*(the )?same|no change)( (error|problem|message|thing|code|result|story))?( again| as before| here| still| as ever)?$|^(no,? )?(that |this |it )?(did(n't|nt| not)|does(n't|nt| not)) (work|help|fix)|^no (luck|change|difference|effect)$|^((it|that|this)('s| is| does| did)? )?(still )?(not working|nothing|no good)( (for me|again|at all))?$|^nothing (happens|happened|changed)$/,
  ],
  [
    'solved',
    /^(yes,? |great,? |thanks,? )?((it|that|this|everything|office|windows|word|excel)('s| is| has)? )?(works?|worked|fixed|solved|activated|licensed|fine|gone|good) (now|again)( now)?(,? thanks?( you)?)?$|^(?:and |so |ok,? |yes,? )?now (?:it|that|this|everything|all)(?:'s| is| has)? (?:works?|working|worked|fixed|solved|activated|licensed|fine|gone|good|ok|okay|green)(?:,? thanks?(?: you)?)?$|^now (?:it|that|this|word|excel|office|windows|the (?:status|output)) (?:says|shows|is|reads) (?:it is |it's )?(?:activated|licensed|successful\w*)$|^(?:it|that|this|word|excel|office|windows|the (?:status|output)) (?:now (?:says|shows|is|reads) (?:it is |it's )?(?:activated|licensed|successful\w*)|(?:says|shows|is|reads) (?:activated|licensed) now)$/,
  ],
  [
    'worked',
    /^(yes,? |great,? |thanks,? )?((it|that|this)('s| is| has)? )?(worked|works( now)?|fixed( it| now)?|solved( it)?|did (it|the trick)|activated( now)?|licensed now|all good( now)?)( now)?(,? thanks?( you)?)?$/,
  ],
  [
    'thanks',
    /^(ok(ay)? )?(many )?(thanks|thank you|thx|ty|cheers|danke|merci|gracias|grazie|obrigad[oa]|dziękuję|спасибо|谢谢|ありがとう|감사합니다)( a lot| very much| so much| for .{1,40})?$/,
  ],
]

const YES =
  /^(yes|yep|yeah|yup|ya|ye|y|sure|of course|correct|right|that's (right|correct|it)|thats (right|correct|it)|indeed|exactly|true|affirmative|absolutely|definitely|ja|jawohl|oui|s[ií]|sim|да|tak)(?![\p{L}\p{N}])|^(it (is|does|has)|they (do|are)|we (do|have)|i (do|have)|there (is|are))( one| it| that| some| so)?$|^(it|they|we|i) (do|does) (?!not\b)/u
const FILLER = /^(ok|okay|well|so|oh|ah|um|hm+)[ ,]+/
// Said to go on, not to say that something is so.
const AGREED =
  /^(ok|okay|go( ahead| on)?|please( do)?|do (it|that|so)|send( it)?|fine|alright|all right)(?![\p{L}\p{N}])/u
const NO =
  /^(no|nope|nah|n|not|never|none|negative|false|neither|nothing|wrong|it is(n't|nt)|it does(n't|nt)|they do(n't|nt)|we do(n't|nt)|we have no|i do(n't|nt) have|there is no|there are no|nein|kein|nee|non|n[ãa]o|нет|nie)(?![\p{L}\p{N}])/u
// At the start it answers yes or no; "no other host" is no such answer, "no, …" and "no we …" are.
const POLARITY =
  /^(?:yes|yep|yeah|yup|ja|oui|no|nope|nah|nein|non|sure|correct|right)(?:[ ,]+|$)(?=$|(?:we|i|it|its|it's|there|they|that|that's|thats|this|the|our|you|he|she|both|just|only|but|all|another)(?![\p{L}\p{N}]))/u
const UNSURE =
  /^(ok(ay)?,? )?(so |and )?(then|now)( what)?\??$|^(and |so |ok |then )*what('s| is| comes) next$|^(please )?(just |can you )?tell me what to do( now)?$|^(and |so |ok |then )*what (should|do|shall|must|can|am) (i|we)( (have|need|supposed))?( to)? do( now| next| about (it|that|this)| then)?$|\bor what (should|do|shall|must|can) (i|we)( (have|need))?( to)? do$|^what now$|\b(which|what|where) (\w+ ){0,3}?(do|can|should|shall|must|would) (i|we) (look( for| at)?|check|see|find|enable|open|tick|test)\b|\b(don't|dont|do not|not|no) (know|sure|certain|idea|clue)\b|\b(can't|cant|cannot|can not|couldn't) (tell|say|see (it|that)|find (it )?out|get (at|to) (it|that|the))\b|\b(have not|haven't|havent|not) (looked|tested|checked|tried)\b|\b(dunno|idk|unsure|no idea|unknown|who (knows|would know|can tell)|(would|will|need|have|must|let me) (have )?(to )?ask (someone|somebody|around|my|our|the|it)\b.{0,30}$|(would|will) (have|need) to ask|how (do|can|would) i (know|tell|find|see)|keine ahnung|wei(ss|ß) (ich )?nicht)\b|^\?+$/u
const NEGATION =
  /\b(no|not|never|none|without|neither|nothing|(is|do|does|have|has|are|was|were|did|ca)n't|isnt|dont|doesnt|havent|hasnt|arent|cannot|cant|nicht|kein\w*)\b/u
const AFFIRMATION = /\b(yes|sure|correct|right|indeed|exactly|works?|worked|there)\b/u

// Somebody asks for the meaning of a term.
const DEFINE =
  /^(and |but |sorry,? |ok,? )?(what('s| is| are| does| do)|whats|define|explain|meaning of|who is|which is)\b|\bwhat (is|does) (that|it) mean\b|^[\w. -]{2,24}\?{1,3}$/

// Who asks when something comes has not said how it stands.
const ASKS_WHEN =
  /^(?:(?:and|so|but|ok|okay|well)[ ,]+)*(?:(?:after|for|until|in|within) )?(?:how (?:many|long|soon|often|much time)|when (?:do|does|will|would|is|are)|what (?:happens|will happen|would happen)|until when)\b/

const ORDINALS: RegExp[] = [
  /\b(first|1st|former|top)\b/,
  /\b(second|2nd)\b/,
  /\b(third|3rd)\b/,
  /\b(fourth|4th)\b/,
  /\b(fifth|5th)\b/,
  /\b(sixth|6th)\b/,
  /\b(seventh|7th)\b/,
  /\b(eighth|8th)\b/,
]
const LAST = /\b(last|latter)\b(?! (year|month|week|night|day|summer|winter|spring|autumn|time|\w+day)s?\b)/
// Somebody wants something to be so, whatever a tool shows.
const WISH = /\b(should|shall|want|wants|must|use|right (one|host|server)|correct (one|host|server)|intended|meant)\b/

// Somebody names a host by a plain word.
const HOST_NAMED =
  /\b(?:(?:called|named|name is|name:|use)\s+["'`]?([a-z][a-z0-9_]*)|(?:it is|it's|its|is)\s+["'`]?([a-z0-9_]*(?:kms|srv|server|host)[a-z0-9_]*))["'`]?[.!]?$/i
// Somebody tells which host theirs is.
const OUR_HOST =
  /\b(?:(?:our|my|the) (?:kms )?(?:server|host) (?:is )?(?:called|named)|(?:the|our|a) (?:new|right|correct|current) (?:one|(?:kms )?(?:host|server)) (?:is(?: called| named)?|=|:)) ["'`]?([a-z0-9][a-z0-9._-]{0,252})/i
const NO_NAME =
  /^(yes|yep|yeah|no|nope|not|none|never|nothing|nobody|what|which|who|whom|why|how|when|where|ok|okay|sure|fine|maybe|perhaps|probably|dunno|idk|unsure|unknown|same|here|there|this|that|these|it|its|is|are|them|they|you|me|host|hostname|server|name|kms|mak|ad|dns|vpn|any|anything|all|both|another|other|one|default|correct|right|wrong|true|false|done|gone|dead|down|off|on|well|hello|hi|hey|hm+|thanks|thx|please|sorry|wait|later|help|skip|back|next|error|windows|office|word|excel|outlook|internet|cloud|azure|ja|jawohl|nein|kein|keine|oui|non|si|sí|sim|não|nao|da|nie|tak|niet|nee)$/

// Somebody does not want something to be sent or taken up.
const REFUSED = /^(please )?(do not|don't|dont|rather not|better not|not (now|yet|really|today))(?![\p{L}\p{N}])/u

// Who speaks so looks after more than a PC of their own.
const STAFF =
  /(?<!\bhow )\b(our|my|the|all|\d+|some|several|many|few) (office |windows |kms |company )?(\d+ |\d{4} )?(clients|users|workstations|laptops|desktops|machines|computers|pcs|servers|vms)\b|\b(we|i) (have |had |just |recently )*(deploy|roll|migrat|imag|install|set up|decommission|replac|built|promot|rebuil)\w*\b.{0,40}\b(kms|hosts?|servers?|clients|pcs|image)\b|\b(gpo|group policy|sccm|mecm|intune|mdt|wds|sysprep|golden image|domain controllers?)\b/

// An instruction that depends on the one before, or is for other machines.
const DEPENDS = /^(if|on each|on every|later|afterwards|or|by hand)\b/i

// Words that mean the same when somebody points at a choice.
const SAME_WORDS: Record<string, string> = {
  client: 'pc',
  clients: 'pc',
  pcs: 'pc',
  computer: 'pc',
  computers: 'pc',
  machine: 'pc',
  machines: 'pc',
  every: 'each',
  per: 'each',
  server: 'host',
  servers: 'host',
  hosts: 'host',
  phone: 'telephone',
  manually: 'hand',
  manual: 'hand',
  records: 'record',
  values: 'value',
  keys: 'key',
  errors: 'error',
  versions: 'version',
  maks: 'mak',
  newer: 'later',
}
const SMALL_WORDS = new Set(
  'the an is it to of and or in on at that this yes no not go do can we you my our be have has there with for by from as if was are its so'.split(
    ' ',
  ),
)

// What a KMS host has or runs.
const HOST_HAS =
  /\b(kms[- ](host|server|machine)|host)( itself)? (is|has|runs|runs on|only|just|knows|holds|serves|is on)\b(?! (called|named))/

// Words for these are everyday words.
const ONLY_WHERE_ASKED: FactName[] = ['hostCachingWanted', 'discoveryWanted', 'officeOnKmsHost']

// What a no to a question of rights speaks of.
const RIGHTS = 'admin administrator admins rights right permission permissions access allowed password account elevated'

// A way out that compares a number.
const COMPARES = /\b(?:more|less|below|fewer|above|under|over|than)\b/i

// A no with such words points back at the question.
const POINTING = /\b(it|one|ones|that|this|them|those|they|any|so|there|none|nothing|neither)\b/
const CONTRACTED = /\b(?:\w+n['’]t|dont|doesnt|isnt|cant|didnt|havent|hasnt|wont|arent|wasnt|not|never|nope|without)\b/g
const GENERAL = new Set(
  'no none nothing other another more further such any longer yet way got think believe know really sure right correct works worked ok okay fine'.split(
    ' ',
  ),
)

/** How the bot hears English; yes, no and "I don't know" in some other languages too. Texts come in lower case. */
export const hear = {
  AGREED,
  ASKS_WHEN,
  FILLER,
  POLARITY,
  INTENTS,
  YES,
  NO,
  UNSURE,
  NEGATION,
  AFFIRMATION,
  ORDINALS,
  LAST,
  COMPARES,
  CONTRACTED,
  GENERAL,
  POINTING,
  RIGHTS,
  ONLY_WHERE_ASKED,
  DEFINE,
  DEPENDS,
  WISH,
  HOST_HAS,
  HOST_NAMED,
  NO_NAME,
  OUR_HOST,
  REFUSED,
  STAFF,
  withFigures,
  ...correctionWords,
  ...runningWords,
  HOST_WORDS: hostWords,
  CRACK:
    /\bcrack|\bhack|keygen|pirat|\bfree key|illegal|kms ?pico|kmsauto|activator|\bloader\b|torrent|bypass|without (?:paying|buying|a licen[cs]e)|\bstolen\b|key generator/,
  SENDS: resultWords.SENDS,
  RESULTS: resultWords,
  QUESTION: questionWords,
  SAID_RIGHT: saidRight,
  SAME_WORDS,
  SMALL_WORDS,
}
