/** How people take something back that they said. Texts come in lower case. */
export const correctionWords = {
  CORRECTION:
    /\b(sorry|mixed (it|that|them|this)? ?up|i mean|i meant|mistake|correction|actually|typo)\b|\bwrong (ticket|product|program|pc|paste|case|one|name|thing)\b|\b(no|not|n't) (\w+ ){0,2}(office|word|excel|outlook|windows)\b/,
  HOLD_ON: /\b(?:oh|no),? wait\b|^wait\b|\bhold on\b|^no,? (?:it is|it's|its)\b|^it is\b.{0,20}\bnow i see\b/,
  NOT_OFFICE:
    /\bn(?:o|ot|'t) (?:about |with |for |my |the |our |in )?(?:office|word|excel|outlook)\b|\bwindows itself\b/,
}
