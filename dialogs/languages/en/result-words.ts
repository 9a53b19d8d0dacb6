const LEAD = '(?:(?:ok(?:ay)?|so|yes|yep|and|now|all|alright|right|great|well|hi|thanks|fine)[ ,]+)*'
const DOER = "(?:(?:i|we|he|she|they|it|that|this|everything|(?:the |our |my )?[a-z]+(?: [a-z]+){0,2}?)(?:'s|'ve)?)"
const BETWEEN = '(?: (?:is|are|has|have|had|was|were|got|just|now|been|all|already|both|even|also))*'
const DEEDS =
  '(?:done|did|started|set|changed|enabled|restarted|rebooted|running|runs|removed|deleted|added|created|installed|entered|executed|typed|applied|opened|closed|noted|switched (?:on|off|over)|turned (?:on|off)|corrected|replaced|reset|registered|updated|published|moved|connected|ran|run|cleared|allowed|forced|synced|synchroni[sz]ed|copied)'
const REST =
  '(?: (?:it|that|this|them|so|on|the [a-z]+|service|command|key|value|host|pc|port|record|rule|setting|step|all|both|of|up|out|again|now|already|successfully|as|you|said|told|described|to|with|for|me|no errors?|without errors?))*'

/** How people say what came of a step. Texts come in lower case. */
export const resultWords = {
  DONE: new RegExp(`^${LEAD}(?:${DOER}${BETWEEN} )?${DEEDS}${REST}$`),
  // "Done, same error": what was done stands first, what came of it behind.
  DONE_FIRST: new RegExp(
    `^${LEAD}(?:${DOER}${BETWEEN} )?(?:${DEEDS}|tried)${REST}(?:[,.;:!] (?:and |but |now )*| (?:and|but) (?:now )?)`,
  ),
  // Yes to sending, and not to something else: "yes it's 2007" agrees to nothing.
  SENDS:
    /^\w+(?:[ ,]+\w+){0,2}[ ,]*$|\b(?:send|pass|forward|hand|submit|open|create|raise|ticket|it department|support|please|go ahead|do (?:it|that|so)|reach|call|phone|mail|contact|urgent)\b/,
  // A step that changes something did not get through.
  FAILED:
    /^(?:no,? )?(?:but )?(?:i|we|it|that|this|they|(?:the|my|our) [a-z]+(?: [a-z]+)?)?,? ?(?:still |just |simply )*(?:(?:does|do|did|is|was|has|have|can|could|will|would)(?: not|n't)|doesnt|didnt|isnt|cannot|cant|wont|won't|fails?|failed|stays?|remains?|refuses?)\b(?:(?! or | if ).){0,60}$|^(?:no,? )?(?:it(?:'s| is)? |(?:the |my )?[a-z]+ (?:is )?)?still (?:stopped|disabled|closed|blocked|off|there|unlicensed|not licensed|red|gr[ae]yed|missing|wrong|expired|unactivated)\b.{0,40}$/,
}
