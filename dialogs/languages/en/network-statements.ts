import type { Statement } from './statement.ts'

/** What people say of DNS, ports and networks without being asked. Texts come in lower case, clause by clause. */
export const networkStatements: Statement[] = [
  {
    fact: 'dnsPublishing',
    heard:
      /\b((disable)?dnspublishing|(that|the) (registry )?(value|entry))( \w+){0,2} (does not|doesn't|doesnt|not|isn't|isnt|cannot|can't|can not)( be)? (exist|there|found|present|set|find)\b|\bno (such (value|entry)|disablednspublishing)\b|\bdisablednspublishing (is )?(missing|absent|0x0|0)\b/,
    is: 'enabled',
  },
  { fact: 'dnsPublishing', heard: /\bdisablednspublishing( (is|has|=|set|to|the|value))* (0x)?0*1\b/, is: 'disabled' },
  {
    fact: 'dnsPublishingWanted',
    heard:
      /\b(stop|prevent|keep|switch off|turn off|disable)\w*\b.{0,24}\bpublish|\b(should|shall|must|may) (not|never) be (listed |published |found )?in (the )?dns\b|\bout of (the )?dns\b|\b(should|must|shall|may) (not|never) (be )?publish/,
    is: false,
  },
  {
    fact: 'srvRecordWanted',
    heard:
      /\b(stop|prevent|keep)\w*\b.{0,24}\bpublish|\b(should|shall|must|may) (not|never) be (listed |published |found )?in (the )?dns\b|\bout of (the )?dns\b|\b(should|must|shall|may) (not|never) (be )?publish|\bhas no business in (the )?dns\b/,
    is: false,
  },
  { fact: 'dnsPublishingWanted', heard: /\b(shall|should|must|may|does|do|want\w*)\b.{0,20}\bpublish/ },
  {
    fact: 'srvRecord',
    heard:
      /\b(no|not|n't|dont|never|without)( \w+){0,3} (srv|_vlmcs\S*)( records?| entr(y|ies))?\b|\b(not|n't|dont|doesnt|never) publish(( \w+){0,2} records?\b|( itself| it| anything| any|ed| that)?$)/,
    is: 'none',
  },
  {
    fact: 'srvRecord',
    heard:
      /\b(publish(es|ed)?|have|has|got|there (is|are)|see|shows?)( \w+){0,2} (srv|_vlmcs\S*)( records?| entr(y|ies))?\b|\b(srv|_vlmcs\S*) (records?|entr(y|ies)) (is|are|was|were) (there|published|found|in dns)\b/,
    is: 'found',
  },
  {
    fact: 'domainJoined',
    heard: /\bworkgroup\b|\bnot (in|joined to|part of|a member of) (the |a |our )?domain\b/,
    is: false,
  },
  { fact: 'domainJoined', heard: /\b(domain[- ]joined|in (the|our) domain|member of (the|our) domain)\b/ },
  { fact: 'hostHasInternet', heard: /\bno internet\b|\boffline\b|\bclosed network\b/, is: false },
  {
    fact: 'hostFirewallOpen',
    heard:
      /\b(?:only be|must be|has to be|it is|it's|is just|is probably|because of|blame|thanks to) (?:the |its |his |our )?(?:windows |host )?firewall\b|\bfirewall (?:on (?:the |that )?\w+ )?(?:is )?(?:blocks?|blocking|blocked|drops?|in the way)\b/,
    is: false,
  },
  {
    fact: 'hostFirewallOpen',
    heard:
      /\bno firewall\b|\bfirewall (?:on (?:the |that )?\w+ )?(?:lets|allows|passes)\b|\bfirewall( itself| service)? (is|was|are) (all |completely )?(off|disabled|switched off|turned off)\b/,
    is: true,
  },
  {
    fact: 'portReachable',
    heard:
      /\b(telnet|connect\w*)\b.{0,40}\b(fail\w*|time[sd]? out|refused|could not|couldn't|can't|cannot|no connection)\b|\bport( \d+)? is (closed|blocked)\b/,
    is: false,
  },
  {
    fact: 'portReachable',
    heard:
      /\b(?:the |but |tcp )?port(?: \d+)? (?:does not|doesn't|do not|is not|isn't|did not|didn't|not|cannot|can't)(?: \w+)?$/,
    is: false,
  },
  {
    fact: 'portReachable',
    heard: /\btelnet\b.{0,20}\b(works|connects|ok|succeed\w*)\b|\bport( \d+)? is (open|reachable)\b/,
    is: true,
  },
  {
    fact: 'discoveryWanted',
    heard:
      /(?<!(?:\b(?:no|not|never|without|nothing|none|instead of|rather than)|n't)(?: \w+){0,3} )\b(?:(set|enter|configur|nam|put)\w* (it|the (kms )?host|the (kms )?server|the name|that)? ?(by hand |manually )?(on|per|at) (each|every|all|the) (of the )?(pcs?|clients?|machines?|computers?)\b|\b(by|through|via|with) (gpo|group policy|a script)\b|\b(fixed|static|hard[- ]?coded) (name|host|kms)\b|\b(in|into|through|via|by) (the |our |its |a )?hosts? file\b|\b(provider|isp|public|external|google|foreign)('s|s)? (own )?dns\b|\bno (access|way|connection) to (the |our )?(\w+ ){0,2}dns\b(?! server)|\bdns (can ?not|can't|cant) be used\b|\b(can ?not|can't|cant|may not|must not|not allowed to) (use|change|touch|edit|alter) (the |our |anything in )?dns\b)/,
    is: 'fixed',
  },
  {
    fact: 'discoveryWanted',
    heard: /\b(through|by|via|over|use|from) dns\b|\bdns (should|shall|must)\b|\bauto-?discover\w*\b/,
    is: 'dns',
  },
  {
    fact: 'hostAnswersPing',
    heard:
      /\bping(?:s|ed)? (?:(?:is|was|to it|to the host|to the server|itself) )?(?:fine|ok|okay|good|works?|worked|successful|succeeds|goes through|answers|answered|replies)\b/,
    is: true,
  },
  { fact: 'hostAnswersPing', heard: /\bping\b.{0,16}\b(?:fails?|failed|times? out|no (?:reply|answer))\b/, is: false },
  {
    fact: 'dnsServerReachable',
    heard:
      /\b(ping\w*|answers?)\b.{0,16}\bdns( server)?\b.{0,12}\b(works|ok|answers|replies|succeeds)\b|\bdns server\b.{0,12}\b(answers|replies|pings)\b/,
    is: true,
  },
  {
    fact: 'severalHostsPublished',
    heard:
      /\b(only|just) (one|a single|[\w-]+(\.[\w-]+){1,6})( (kms |srv )?(host|record|entry|server|name))?( (is|stands|appears))? (in (it|there|dns|the (answer|zone))|there|listed|published)\b|\bonly one (kms |srv )?(host|record|entry)\b/,
    is: false,
  },
  {
    fact: 'severalHostsPublished',
    heard:
      /\b(two|three|four|several|multiple|more than one) (kms |srv )*(hosts|records|entries|servers)( (are|stand|appear))? (in (it|there|dns|the (answer|zone))|there|listed|published)\b/,
    is: true,
  },
]
