/** A way in which a command fails before its tool says anything. */
type Trouble = 'notFound' | 'closes' | 'denied'

// Said of the first look: that it cannot be run as administrator, and how it is done.
const NO_RIGHTS =
  /\b(?:no|not|n't|without|cannot|cant|lack|only a?)\b.{0,40}\b(?:admin\w*|elevated|rights|permission\w*)\b|\b(?:not allowed|can't|cant|cannot|unable) (?:to )?(?:run|open|start|execute|use) (?:(?:a|an|the|any|this|that|these) )?(?:commands?|cmd|command prompt|prompt|powershell|scripts?|lines?|block|it|this|that|these|them)\b/
const HOW_TO_SEE =
  /^(?:(?:and|but|so|ok(?:ay)?|sorry|please|hm+),? )*(?:how|where)(?:'s)?\b.{0,20}\b(?:i|we|one|is|that|this|it|the code|the error)\b.{0,40}$/

// What goes wrong with a command before its tool says anything, and what the catalogue answers to it.
const TROUBLES: [Trouble, RegExp][] = [
  [
    'notFound',
    /\b(not recogni[sz]ed|(command|file|script|path)( was| is)? not found|(can't|cannot|can not|could not|couldn't) find (the )?(file|script|path|command|ospp|slmgr|cscript)|no such (file|command)|(there is |i have |we have )no (ospp|slmgr)|(ospp|slmgr|cscript|wscript)(\.vbs|\.exe)?( was| is)? (not (found|there)|missing|nowhere))\b/,
  ],
  [
    'closes',
    /\b(window|console|it|prompt)( just| only)? (closes|flashes|disappears|vanishes)\b|\b(closes|gone) (at once|immediately|again|by itself)\b/,
  ],
  ['denied', /\baccess (is |was )?denied\b|\bpermission denied\b/],
]

/** How people tell that a command cannot be run, or ask how it is run. Texts come in lower case. */
export const runningWords = { NO_RIGHTS, HOW_TO_SEE, TROUBLES }
