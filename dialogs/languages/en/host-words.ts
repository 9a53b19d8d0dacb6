const HOST = '([a-z0-9](?:[a-z0-9_-]{0,62}(?:\\.[a-z0-9_-]{1,63}){0,6}))(?::\\d{2,5})?'
const RIGHT =
  '(?:right|correct|good|proper|real|actual|valid|current|intended|official|new|only|one we (?:use|want|have|need))'
const THING = '(?:one|host|server|machine|box|name|kms)'
const KIND = '(?:(?:kms|key|activation|licen[cs]ing|office|windows) ?){0,2}'
const TARGET = '(?:office|windows|word|us|this pc|this office|our pcs|the pcs|all pcs|our clients|everybody|everyone)'
const IS = "(?: is| was|'s| would be| should be| must be| has to be)"
const SOON = '(?:(?!not |no |never )[a-z]+ ){0,2}?'
const END = '(?= |$|,)'

/** How people say what a host is that they name. Texts come in lower case, clause by clause. */
export const hostWords = {
  RIGHT: [
    new RegExp(`\\b${HOST}${IS} (?:indeed |really |still )?(?:the |our |my |a )?${RIGHT} ?${KIND}${THING}?${END}`),
    new RegExp(
      `\\b(?:the|our|my|a) ${RIGHT} ${KIND}${THING}(?: for ${TARGET})?(?:${IS}| ?=| ?:) (?:the )?${HOST}${END}`,
    ),
    new RegExp(
      `\\b(?:use|take|choose|want|wants|go with|(?:should|shall|must|ought to|supposed to|has to|have to) (?:ask|use|be|take|go to)|point ${SOON}(?:at|to)) (?:the )?(?:(?:kms )?(?:host|server) )?${HOST}${END}`,
    ),
    new RegExp(`\\b${HOST} (?:should|must|shall|has to|ought to) be (?:used|asked|the one|it)\\b`),
    new RegExp(`\\b${HOST} is what we (?:use|want|have)\\b`),
  ],
  // Which host it is depends on what was asked.
  PLAIN: [
    new RegExp(`\\b${HOST}${IS} (?:the|our|my) ${KIND}${THING}(?: for ${TARGET})?$`),
    new RegExp(`\\b(?:the|our|my) ${KIND}${THING}(?: for ${TARGET})?(?:${IS}| ?=| ?:) (?:the )?${HOST}$`),
  ],
  WRONG: [new RegExp(`\\b${HOST}${IS} (?:the |our |my |an? )?(?:wrong|old|former|previous|not (?:the )?${RIGHT})\\b`)],
  GONE: [
    new RegExp(
      `\\b${HOST} (?:is|was|has been) ${SOON}(?:gone|dead|retired|decommissioned|scrapped|removed|offline|(?:switched|turned|shut) (?:off|down)|no longer \\w+)\\b`,
    ),
  ],
  OFFICE: [
    new RegExp(`\\b${HOST} (?:is|was) ${SOON}for office\\b`),
    new RegExp(`\\b${HOST} (?:does|serves) office\\b`),
  ],
  WINDOWS: [
    new RegExp(`\\b${HOST} (?:is|was) ${SOON}for windows\\b`),
    new RegExp(`\\b${HOST} (?:only |just )(?:does|serves|knows) windows\\b`),
  ],
  UNLISTED: [
    new RegExp(
      `\\b${HOST} (?:is|was|does|stands|are)(?:n't| not| no longer) (?:\\w+ ){0,2}?(?:in|among|on|there|listed|show|appear|any more)\\b`,
    ),
    new RegExp(`\\b(?:without|but not|no) ${HOST} (?:in|among) (?:it|them|dns|the (?:list|answer|output))\\b`),
  ],
  LISTED: [
    new RegExp(
      `\\b${HOST} (?:is|was|stands) (?:still |also |both |even )?(?:in|among|listed in) (?:it|them|there|dns|nslookup|the (?:nslookup|dns|list|answer|output|srv|records?|result))\\b`,
    ),
  ],
  LIKE_A_HOST: /^(?:\d{1,3}(?:\.\d{1,3}){3}|(?=.*[0-9._-]|.*(?:kms|srv))[a-z](?=.*[a-z])[a-z0-9._-]+)$/,
  NO_HOST:
    /^(?:kms|kms[- ]?(?:host|server|client|key)s?|(?:office|windows|win|word|excel|server|version|step|event|error|port|kb|x)[-.]?[\dx.]+|(?:0x)?[0-9a-f]{8}|[a-z]+\.(?:vbs|exe|dll|msc|txt|log|md)|.*-?bits?|no-one|on-prem\w*|_.*|.*\d(?:st|nd|rd|th)|[ov]?\d+)$/,
}
